import { type Datum, isList, isNumber } from '../value/datum.ts'
import { asDouble } from '../value/equality.ts'
import { jqNumber } from './jq-arithmetic.ts'
import { JqError } from './jq-error.ts'
import { computed, isTruthy, type JqMachine, type JqNative, type Located } from './jq-machine.ts'
import { deletePaths, getPath, setPath } from './jq-paths.ts'
import { pathOf } from './jq-updates.ts'
import { typeName } from './jq-values.ts'
import { argumentAt, combinations, ofValues } from './native.ts'

/** Functions that decide which results there are, and where they stand in the input. */
export const CONTROL_NATIVES: readonly (readonly [string, JqNative])[] = [
  ['empty/0', () => []],
  ['not/0', ofValues((value) => !isTruthy(value))],
  ['error/0', fail],
  ['path/1', paths],
  ['getpath/1', getPaths],
  [
    'setpath/2',
    ofValues((value, [path, item], machine) => setPath(value, pathValue(path), item ?? null, machine.budget)),
  ],
  ['delpaths/1', ofValues(removePaths)],
  ['recurse/0', (input, _, machine) => machine.recurse(input)],
  ['recurse/1', recurseBy],
  ['recurse/2', recurseWhile],
  ['first/1', (input, args, machine) => limited(machine.results(argumentAt(args, 0), input), 1)],
  ['last/1', lastResult],
  ['limit/2', limit],
  ['isempty/1', isEmpty],
  ['until/2', until],
  ['while/2', whileTrue],
  ['repeat/1', repeat],
  ['range/3', range],
  ['any/0', ofValues((value) => elements(value).some(isTruthy))],
  ['all/0', ofValues((value) => elements(value).every(isTruthy))],
  ['any/1', (input, args, machine) => [computed(some(machine.iterate(input), args, 0, machine, true))]],
  ['all/1', (input, args, machine) => [computed(!some(machine.iterate(input), args, 0, machine, false))]],
  [
    'any/2',
    (input, args, machine) => [computed(some(machine.results(argumentAt(args, 0), input), args, 1, machine, true))],
  ],
  [
    'all/2',
    (input, args, machine) => [computed(!some(machine.results(argumentAt(args, 0), input), args, 1, machine, false))],
  ],
  ['input/0', noInput],
  ['inputs/0', () => []],
  ['debug/0', (input) => [input]],
  ['stderr/0', (input) => [input]],
  ['input_line_number/0', () => [computed(0)]],
  ['input_filename/0', () => [computed(null)]],
  ['halt/0', () => []],
]

function fail(input: Located): Iterable<Located> {
  throw new JqError(input.value)
}

function noInput(): Iterable<Located> {
  throw new JqError('No more inputs')
}

function* paths(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  for (const result of machine.results(argumentAt(args, 0), { value: input.value, place: 'root' })) {
    yield computed(pathOf(result))
  }
}

/** Unlike indexing, a path that leads nowhere gives null. The result is a place of the input. */
function* getPaths(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  for (const [path] of combinations(args, input.value, machine)) {
    const keys = pathValue(path)
    const value = getPath(input.value, keys, machine.budget)
    const place = keys.reduce<Located['place']>(
      (outer, key) => (outer === 'nowhere' ? outer : { outer, key }),
      input.place,
    )
    yield { value, place }
  }
}

function removePaths(value: Datum, [list]: readonly Datum[], machine: JqMachine): Datum {
  return deletePaths(
    value,
    elements(list ?? null).map((path) => pathValue(path)),
    machine.budget,
  )
}

function pathValue(path: Datum | undefined): readonly Datum[] {
  if (path !== undefined && isList(path)) return path
  throw new JqError('Path must be specified as an array')
}

function* recurseBy(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  const waiting: Iterator<Located>[] = [[input].values()]
  for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
    machine.budget.step()
    const next = top.next()
    if (next.done === true) waiting.pop()
    else {
      yield next.value
      waiting.push(machine.results(argumentAt(args, 0), next.value)[Symbol.iterator]())
      machine.budget.checkSize(waiting.length)
    }
  }
}

function* recurseWhile(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  const [step, condition] = [argumentAt(args, 0), argumentAt(args, 1)]
  const body = { kind: 'pipe', left: step.body, right: selectBy(condition.body) } as const
  yield* recurseBy(input, [{ body, environment: step.environment }], machine)
}

function selectBy(condition: Parameters<JqMachine['run']>[0]): Parameters<JqMachine['run']>[0] {
  const nothing = { kind: 'call', name: 'empty', args: [], at: 0 } as const
  return { kind: 'if', condition, whenTrue: { kind: 'identity' }, whenFalse: nothing }
}

function* limited(results: Iterable<Located>, count: number): Generator<Located> {
  if (count <= 0) return
  let left = count
  for (const result of results) {
    yield result
    left -= 1
    if (left <= 0) return
  }
}

function* limit(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  for (const count of machine.argument(argumentAt(args, 0), input.value)) {
    yield* limited(machine.results(argumentAt(args, 1), input), numberOf(count, 'limit'))
  }
}

function* lastResult(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  let last: Located | null = null
  for (const result of machine.results(argumentAt(args, 0), input)) last = result
  if (last !== null) yield last
}

function* isEmpty(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  for (const _ of machine.results(argumentAt(args, 0), input)) {
    yield computed(false)
    return
  }
  yield computed(true)
}

function* until(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  const [condition, step] = [argumentAt(args, 0), argumentAt(args, 1)]
  yield* walk(
    input,
    (current) => machine.results(step, current),
    (current) => first(machine, condition, current),
    machine,
  )
}

/** Follows the results of a step, depth first, until they satisfy the condition; those are given. */
function* walk(
  input: Located,
  step: (current: Located) => Iterable<Located>,
  isDone: (current: Located) => boolean,
  machine: JqMachine,
): Generator<Located> {
  const waiting: Iterator<Located>[] = [[input].values()]
  for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
    machine.budget.step()
    const next = top.next()
    if (next.done === true) waiting.pop()
    else if (isDone(next.value)) yield next.value
    else {
      waiting.push(step(next.value)[Symbol.iterator]())
      machine.budget.checkSize(waiting.length)
    }
  }
}

function first(machine: JqMachine, condition: ReturnType<typeof argumentAt>, current: Located): boolean {
  for (const value of machine.argument(condition, current.value)) return isTruthy(value)
  return false
}

function* whileTrue(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  const [condition, step] = [argumentAt(args, 0), argumentAt(args, 1)]
  const waiting: Iterator<Located>[] = [[input].values()]
  for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
    machine.budget.step()
    const next = top.next()
    if (next.done === true) waiting.pop()
    else if (first(machine, condition, next.value)) {
      yield next.value
      waiting.push(machine.results(step, next.value)[Symbol.iterator]())
      machine.budget.checkSize(waiting.length)
    }
  }
}

function* repeat(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  yield* recurseBy(input, args, machine)
}

function* range(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  for (const [from, upto, by] of combinations(args, input.value, machine)) {
    const [start, end, step] = [numberOf(from, 'Range'), numberOf(upto, 'Range'), numberOf(by, 'Range')]
    if (step === 0 && start < end) throw new JqError('Range step must not be zero')
    for (let value = start; step > 0 ? value < end : step < 0 && value > end; value += step) {
      machine.budget.step()
      yield computed(jqNumber(value))
    }
  }
}

function numberOf(value: Datum | undefined, what: string): number {
  if (value !== undefined && isNumber(value)) return asDouble(value)
  throw new JqError(`${what} needs numbers`)
}

/** Whether a condition gives `wanted` for one of the results. */
function some(
  results: Iterable<Located>,
  args: Parameters<JqNative>[1],
  index: number,
  machine: JqMachine,
  wanted: boolean,
): boolean {
  for (const { value } of results) {
    for (const answer of machine.argument(argumentAt(args, index), value)) if (isTruthy(answer) === wanted) return true
  }
  return false
}

function elements(value: Datum): readonly Datum[] {
  if (isList(value)) return value
  throw new JqError(`Cannot iterate over ${typeName(value)}`)
}
