import type { Run } from '../runtime/run.ts'
import type { Datum } from '../value/datum.ts'

/** Gives the value of an expression; undefined for a variable that does not exist, which `Run.missing` then knows. */
export type Evaluate = (run: Run) => Datum | undefined

/** Renders a part of a template into the run's output. */
export type Execute = (run: Run) => void

/** A macro that is ready to run. */
export interface CompiledMacro {
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly slot: number; readonly initial: Evaluate | null }[]
  readonly body: Execute
}

/** A template that is ready to run. */
export interface CompiledTemplate {
  readonly source: string
  readonly body: Execute
  readonly macros: ReadonlyMap<string, CompiledMacro>
  readonly blocks: ReadonlyMap<string, Execute>
  /** Names that the template sets itself; the index is the slot. */
  readonly locals: readonly string[]
}
