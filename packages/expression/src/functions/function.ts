import type { ArgumentValues } from '../filters/filter.ts'
import type { Run } from '../runtime/run.ts'
import type { Datum } from '../value/datum.ts'

/**
 * A function: `name(arguments)`. `apply` throws a `Fault` for arguments that it cannot work with, and a pending signal when the
 * host does not know an answer yet. Its documentation comment is what the reference page is made of.
 */
export interface TemplateFunction {
  readonly name: string
  /** Names of the parameters in order; empty when arguments are ignored; `'any'` when it takes any number of them. */
  readonly parameters: readonly string[] | 'any'
  /** Undefined is a variable that does not exist. */
  apply(args: ArgumentValues, run: Run): Datum | undefined
}
