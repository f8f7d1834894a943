import type { ExpressionError, SourcePosition } from '../errors/expression-error.ts'

/** Where something stands in a template, end exclusive. */
export interface AnalysisRange {
  readonly start: SourcePosition
  readonly end: SourcePosition
}

/** A variable that the template reads from its context: `inputs.user['name']` is root `inputs`, path `['user', 'name']`. */
export interface VariableUse extends AnalysisRange {
  readonly root: string
  /** Attribute names and literal indexes as far as they are known without rendering; a computed part ends the path. */
  readonly path: readonly string[]
  /** True when the whole path is literal. */
  readonly complete: boolean
  /** True when a missing value is handled: under `??`, `???`, `default`, `is defined`. */
  readonly guarded: boolean
}

/** A filter, function or test by its name. */
export interface NameUse extends AnalysisRange {
  readonly name: string
  /** False when nothing of that name is built in (functions: nor a macro of the template). */
  readonly known: boolean
  /** Known names that resemble an unknown one, best first. */
  readonly near: readonly string[]
}

/** A secret or KV entry that the template asks for. `key` is null when it is computed. */
export interface KeyUse extends AnalysisRange {
  readonly key: string | null
  /** Null: the flow's own namespace, or computed. */
  readonly namespace: string | null
}

/** A task whose outputs the template reads. `task` is null when the task is computed. */
export interface TaskOutputUse extends AnalysisRange {
  readonly task: string | null
  readonly path: readonly string[]
  readonly guarded: boolean
}

/** What a template uses, found without rendering it. Everything is in the order of the source. */
export interface Analysis {
  /** Syntax errors; when there is one, the other lists are empty. */
  readonly errors: readonly ExpressionError[]
  readonly variables: readonly VariableUse[]
  readonly functions: readonly NameUse[]
  readonly filters: readonly NameUse[]
  readonly tests: readonly NameUse[]
  readonly secrets: readonly KeyUse[]
  readonly kv: readonly KeyUse[]
  readonly taskOutputs: readonly TaskOutputUse[]
}
