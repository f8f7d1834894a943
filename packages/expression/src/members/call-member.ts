import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { type Datum, isCollection, isMap, isNumber } from '../value/datum.ts'
import { MapEntry } from '../value/map-entry.ts'
import { COLLECTION_METHODS } from './collection-methods.ts'
import { ENTRY_METHODS } from './entry-methods.ts'
import { MAP_METHODS } from './map-methods.ts'
import { NUMBER_METHODS } from './number-methods.ts'
import { TEXT_METHODS } from './text-methods.ts'

/** A method of Java's that templates may call. `parameters` are the numbers of arguments that it takes. */
export interface Method<T extends Datum> {
  readonly parameters: readonly number[]
  apply(owner: T, args: readonly Datum[], run: Run): Datum
}

export type Methods<T extends Datum> = ReadonlyMap<string, Method<T>>

/** Members of every Java object that lead out of the template. */
const DENIED = new Set(['class', 'getclass', 'wait', 'notify', 'notifyall'])

/**
 * `owner.name(arguments)`: one of the listed methods, whose names do not depend on upper and lower case. Undefined when the value
 * has no such method with so many arguments.
 *
 * @throws Fault with `EXPRESSION_UNSUPPORTED` for methods that are denied
 */
export function callMember(
  owner: Exclude<Datum, null>,
  name: string,
  args: readonly Datum[],
  run: Run,
): Datum | undefined {
  const wanted = name.toLowerCase()
  if (DENIED.has(wanted)) {
    throw new Fault('EXPRESSION_UNSUPPORTED', `For safety, \`${name}\` cannot be reached`)
  }
  if (typeof owner === 'string') return call(TEXT_METHODS, owner, wanted, args, run)
  if (isCollection(owner)) return call(COLLECTION_METHODS, owner, wanted, args, run)
  if (isMap(owner)) return call(MAP_METHODS, owner, wanted, args, run)
  if (isNumber(owner)) return call(NUMBER_METHODS, owner, wanted, args, run)
  if (owner instanceof MapEntry) return call(ENTRY_METHODS, owner, wanted, args, run)
  return undefined
}

/** A property without brackets may be a getter: `empty` is `isEmpty()`. */
function call<T extends Datum>(
  methods: Methods<T>,
  owner: T,
  name: string,
  args: readonly Datum[],
  run: Run,
): Datum | undefined {
  for (const candidate of [name, `get${name}`, `is${name}`]) {
    const method = methods.get(candidate)
    if (method?.parameters.includes(args.length)) return method.apply(owner, args, run)
  }
  return undefined
}
