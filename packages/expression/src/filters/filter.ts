import type { Run } from '../runtime/run.ts'
import type { Datum } from '../value/datum.ts'

/** Values of arguments in the order of the parameters; undefined for those that were left out. */
export type ArgumentValues = readonly (Datum | undefined)[]

/**
 * A filter: `input | name(arguments)`. `apply` must not change its input, and throws a `Fault` for what it cannot work with.
 * Its documentation comment is what the reference page is made of.
 */
export interface Filter {
  readonly name: string
  /** Names of the parameters in order; empty when arguments are ignored; `'any'` when it takes any number of them. */
  readonly parameters: readonly string[] | 'any'
  /** The Java type of the integers it gives, for `className`; by default the smallest that holds the number. */
  readonly integerType?: 'java.lang.Long' | ((input: Datum, args: ArgumentValues) => string | undefined)
  /** True when it sets `Budget.sawPercent` itself, so that its text need not be searched again. */
  readonly reportsPercent?: true
  apply(input: Datum, args: ArgumentValues, run: Run): Datum
}

/** A filter that also gets a variable which does not exist, as undefined. */
export interface MissingAwareFilter extends Omit<Filter, 'apply'> {
  readonly acceptsMissing: true
  apply(input: Datum | undefined, args: ArgumentValues, run: Run): Datum
}

export type AnyFilter = Filter | MissingAwareFilter

export function acceptsMissing(filter: AnyFilter): filter is MissingAwareFilter {
  return 'acceptsMissing' in filter
}
