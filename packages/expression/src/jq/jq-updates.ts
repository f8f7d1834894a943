import type { Datum } from '../value/datum.ts'
import { type JqArithmetic, jqArithmetic } from './jq-arithmetic.ts'
import type { JqNode } from './jq-ast.ts'
import type { JqEnvironment } from './jq-environment.ts'
import { JqError } from './jq-error.ts'
import { computed, isTruthy, type JqMachine, type JqPlace, type Located } from './jq-machine.ts'
import { deletePaths, getPath, setPath } from './jq-paths.ts'

type UpdateNode = Extract<JqNode, { kind: 'update' }>
/** The new value of a place; undefined takes it away. */
type Change = (current: Datum) => Datum | undefined

/** Runs `=`, `|=`, `+=` and their like. */
export function* runUpdate(
  { operator, left, right }: UpdateNode,
  value: Datum,
  environment: JqEnvironment | null,
  machine: JqMachine,
): Generator<Located> {
  const places = (): Iterable<Located> => machine.run(left, { value, place: 'root' }, environment)
  if (operator === '|=') {
    const change: Change = (current) => firstOf(machine.values(right, current, environment))
    yield computed(modify(places(), value, change, machine))
    return
  }
  for (const operand of machine.values(right, value, environment)) {
    yield computed(modify(places(), value, (current) => combined(operator, current, operand, machine), machine))
  }
}

/** The path of a result that is a part of the input. @throws JqError for one that was computed */
export function pathOf({ place }: Located): readonly Datum[] {
  const path: Datum[] = []
  let at: JqPlace = place
  while (at !== 'root') {
    if (at === 'nowhere') throw new JqError('Invalid path expression')
    path.push(at.key)
    at = at.outer
  }
  return path.reverse()
}

function combined(
  operator: Exclude<UpdateNode['operator'], '|='>,
  current: Datum,
  operand: Datum,
  machine: JqMachine,
): Datum {
  if (operator === '=') return operand
  if (operator === '//=') return isTruthy(current) ? current : operand
  // What is left are the arithmetic operators, each followed by its equals sign.
  return jqArithmetic(operator.slice(0, -1) as JqArithmetic, current, operand, machine.budget)
}

function modify(places: Iterable<Located>, value: Datum, change: Change, machine: JqMachine): Datum {
  let result = value
  const removed: (readonly Datum[])[] = []
  for (const place of places) {
    const path = pathOf(place)
    const changed = change(getPath(result, path, machine.budget))
    if (changed === undefined) removed.push(path)
    else result = setPath(result, path, changed, machine.budget)
  }
  return removed.length === 0 ? result : deletePaths(result, removed, machine.budget)
}

function firstOf(values: Generator<Datum>): Datum | undefined {
  const next = values.next()
  return next.done === true ? undefined : next.value
}
