import type { Datum } from '../value/datum.ts'
import type { JqClosure } from './jq-environment.ts'
import { computed, type JqMachine, type JqNative, type Located } from './jq-machine.ts'

/** A function of values: of its input and of one value of each argument. */
export type ValueFunction = (value: Datum, args: readonly Datum[], machine: JqMachine) => Datum

/** A native that gives one value for every combination of the values of its arguments. */
export function ofValues(apply: ValueFunction): JqNative {
  return function* run(input, args, machine): Generator<Located> {
    for (const values of combinations(args, input.value, machine)) yield computed(apply(input.value, values, machine))
  }
}

/** Every combination of the values of arguments; those of the last argument change most rarely, as in jq. */
export function* combinations(
  args: readonly JqClosure[],
  value: Datum,
  machine: JqMachine,
): Generator<readonly Datum[]> {
  const last = args.at(-1)
  if (last === undefined) {
    yield []
    return
  }
  for (const item of machine.argument(last, value)) {
    for (const rest of combinations(args.slice(0, -1), value, machine)) yield [...rest, item]
  }
}

/** The argument at an index; programs are called with the right number of them. */
export function argumentAt(args: readonly JqClosure[], index: number): JqClosure {
  return args[index] ?? { body: { kind: 'identity' }, environment: null }
}
