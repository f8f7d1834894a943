import type { Run } from '../runtime/run.ts'
import type { Datum } from '../value/datum.ts'

/** Gives the value of an expression; undefined for a variable that does not exist, which `Run.missing` then knows. */
export type Evaluate = (run: Run) => Datum | undefined

/** Renders a part of a template and gives its text; counts the parts that it consists of (`Run.parts`). */
export type RenderText = (run: Run) => string

/** A macro that is ready to run. */
export interface CompiledMacro {
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly slot: number; readonly initial: Evaluate | null }[]
  readonly body: RenderText
}

/** A template that is ready to run. */
export interface CompiledTemplate {
  readonly source: string
  readonly body: RenderText
  readonly macros: ReadonlyMap<string, CompiledMacro>
  readonly blocks: ReadonlyMap<string, RenderText>
  /** Names that the template sets itself; the index is the slot. */
  readonly locals: readonly string[]
}
