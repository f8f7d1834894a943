import type { ArgumentValues } from '../filters/filter.ts'
import type { Run } from '../runtime/run.ts'
import type { Datum } from '../value/datum.ts'

/**
 * A test: `input is name`. Throws a `Fault` for inputs that it cannot judge. Its documentation comment is what the reference page
 * is made of.
 */
export interface TestDefinition {
  readonly name: string
  readonly parameters: readonly string[]
  /** True when `apply` also gets a variable that does not exist, as undefined. */
  readonly acceptsMissing: boolean
  apply(input: Datum | undefined, args: ArgumentValues, run: Run): boolean
}
