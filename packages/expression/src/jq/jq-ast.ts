import type { Datum } from '../value/datum.ts'

export type JqBinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or' | '//'
export type JqUpdateOperator = '=' | '|=' | '+=' | '-=' | '*=' | '/=' | '%=' | '//='

/** A parsed jq program. Every node is a filter. */
export type JqNode =
  | { readonly kind: 'identity' }
  | { readonly kind: 'recurse' }
  | { readonly kind: 'literal'; readonly value: Datum }
  /** A string with interpolations; parts that are texts are written as they are, others through the format. */
  | { readonly kind: 'string'; readonly format: string | null; readonly parts: readonly (string | JqNode)[] }
  | { readonly kind: 'format'; readonly name: string }
  | { readonly kind: 'index'; readonly target: JqNode; readonly key: JqNode }
  | { readonly kind: 'slice'; readonly target: JqNode; readonly from: JqNode | null; readonly to: JqNode | null }
  | { readonly kind: 'iterate'; readonly target: JqNode }
  | { readonly kind: 'list'; readonly body: JqNode | null }
  | { readonly kind: 'object'; readonly entries: readonly { readonly key: JqNode; readonly value: JqNode }[] }
  | { readonly kind: 'negate'; readonly operand: JqNode }
  | { readonly kind: 'pipe'; readonly left: JqNode; readonly right: JqNode }
  | { readonly kind: 'comma'; readonly left: JqNode; readonly right: JqNode }
  | { readonly kind: 'binary'; readonly operator: JqBinaryOperator; readonly left: JqNode; readonly right: JqNode }
  | { readonly kind: 'update'; readonly operator: JqUpdateOperator; readonly left: JqNode; readonly right: JqNode }
  | { readonly kind: 'if'; readonly condition: JqNode; readonly whenTrue: JqNode; readonly whenFalse: JqNode | null }
  | { readonly kind: 'try'; readonly body: JqNode; readonly handler: JqNode | null }
  | JqFold
  | { readonly kind: 'bind'; readonly source: JqNode; readonly patterns: readonly JqPattern[]; readonly body: JqNode }
  | { readonly kind: 'label'; readonly name: string; readonly body: JqNode }
  | { readonly kind: 'break'; readonly name: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly JqNode[]; readonly at: number }
  | { readonly kind: 'define'; readonly definition: JqDefinition; readonly body: JqNode }

/** `reduce` gives its last state, `foreach` every state (through `extract`, if there is one). */
export interface JqFold {
  readonly kind: 'reduce' | 'foreach'
  readonly source: JqNode
  readonly pattern: JqPattern
  readonly initial: JqNode
  readonly update: JqNode
  readonly extract: JqNode | null
}

/** `def name(parameters): body;` */
export interface JqDefinition {
  readonly name: string
  /** Parameters with a `$` are values, the others filters. */
  readonly parameters: readonly string[]
  readonly body: JqNode
}

/** What stands behind `as`. */
export type JqPattern =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly JqPattern[] }
  | { readonly kind: 'object'; readonly entries: readonly JqEntryPattern[] }

export interface JqEntryPattern {
  readonly key: JqNode
  /** `$name` as a key also binds the variable. */
  readonly variable: string | null
  readonly pattern: JqPattern | null
}
