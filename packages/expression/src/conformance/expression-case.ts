import type { PropertyType } from '../properties/convert-property.ts'
import type { Value } from '../value/value.ts'

/** A recorded case: a template, its context, and what Kestra answers (conformance/expressions.json). */
export interface ExpressionCase {
  readonly id: string
  readonly template: Value
  readonly context: { readonly [name: string]: Value }
  readonly expect?: Value
  /** A regular expression that the text must match. */
  readonly expectMatch?: string
  /** True: any expression error is right. */
  readonly error?: boolean
  readonly mode?: 'recursive' | 'typed' | 'object' | 'condition' | 'condition-expression' | 'property'
  readonly as?: PropertyType
  readonly compare?: 'json'
  /** True: what Kestra 2.0 answers, or later sources say. */
  readonly later?: boolean
  readonly fixtures?: CaseFixtures
}

/** What the world outside holds in a case. */
export interface CaseFixtures {
  readonly secrets?: { readonly [key: string]: string }
  readonly kv?: { readonly [namespace: string]: { readonly [key: string]: Value } }
  readonly namespaceFiles?: { readonly [namespace: string]: { readonly [path: string]: string } }
  readonly storage?: { readonly [uri: string]: string }
  readonly errorLogs?: readonly Value[]
  readonly onWorker?: boolean
}

/** How a case went. */
export interface ExpressionCaseResult {
  readonly id: string
  readonly passed: boolean
  /** Both in words, for a report. */
  readonly expected: string
  readonly received: string
}
