import type { Datum } from '../value/datum.ts'
import type { JqDefinition, JqNode } from './jq-ast.ts'

/** A filter that was passed as an argument, with what is visible to it. */
export interface JqClosure {
  readonly body: JqNode
  readonly environment: JqEnvironment | null
}

/** What a name means: a value, an argument filter, a function, or the target of a `break`. */
export type JqBinding =
  | { readonly kind: 'value'; readonly value: Datum }
  | { readonly kind: 'closure'; readonly closure: JqClosure }
  | { readonly kind: 'function'; readonly definition: JqDefinition }
  | { readonly kind: 'label'; readonly label: object }

/** Names that are visible, the newest first. Variables are `$x`, functions `f/1`, labels `*x`. */
export interface JqEnvironment {
  readonly name: string
  readonly binding: JqBinding
  readonly outer: JqEnvironment | null
}

/** The place where a name was bound last; null when it was not. */
export function findBinding(environment: JqEnvironment | null, name: string): JqEnvironment | null {
  for (let at = environment; at !== null; at = at.outer) if (at.name === name) return at
  return null
}

export function bindValue(environment: JqEnvironment | null, name: string, value: Datum): JqEnvironment {
  return { name: `$${name}`, binding: { kind: 'value', value }, outer: environment }
}
