import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { contextVariable } from '../runtime/visible-scope.ts'
import { type Datum, isInteger, isMap, type MapDatum } from '../value/datum.ts'
import { mapEntries, mapGet } from '../value/map-access.ts'
import { loopValues } from './current-each-output.ts'
import type { TemplateFunction } from './function.ts'
import { maybeText, unfit } from './function-arguments.ts'

/**
 * The output `value` of a task in another round of the loop around.
 *
 * @argument taskId - the task; default the current one
 * @argument iteration - the round, from 0; default the one before
 * @result value, null when the task has no outputs
 * @error EXPRESSION_VALUE outside of a loop, or there is no such round yet
 * @example {{ iterationOutput('first') }} → of a
 */
export const iterationOutput: TemplateFunction = {
  name: 'iterationOutput',
  parameters: ['taskId', 'iteration'],
  apply(args, run) {
    const current = entry(contextMap(run, 'taskrun'), 'iteration')
    if (!isInteger(current)) throw new Fault('EXPRESSION_VALUE', '`iterationOutput` works inside of a loop only')
    const taskId = maybeText(args, 0, 'iterationOutput', 'taskId') ?? run.text(entry(contextMap(run, 'task'), 'id'))
    const iteration = roundOf(args[1] ?? null, Number(current))
    const rounds = roundsOf(run, taskId)
    if (rounds === null) return null
    const round = rounds[iteration]
    if (round === undefined)
      throw new Fault('EXPRESSION_VALUE', `The round ${iteration} has no outputs yet; there are ${rounds.length}`)
    const [, outputs] = round
    return isMap(outputs) ? (mapGet(outputs, 'value') ?? null) : null
  },
}

function roundOf(wanted: Datum, current: number): number {
  const round = wanted === null ? current - 1 : Number(wanted)
  if (!Number.isSafeInteger(round)) throw unfit('iterationOutput', 'iteration', 'an integer', wanted)
  if (round < 0) throw new Fault('EXPRESSION_VALUE', 'There is no round before this one')
  return round
}

function roundsOf(run: Run, taskId: string): readonly (readonly [Datum, Datum])[] | null {
  let outputs: Datum = entry(contextMap(run, 'outputs'), taskId)
  for (const value of loopValues(run)) outputs = isMap(outputs) ? (mapGet(outputs, value) ?? null) : null
  return isMap(outputs) ? mapEntries(outputs) : null
}

function contextMap(run: Run, name: string): MapDatum {
  const value = contextVariable(run.root, name)
  return value !== undefined && isMap(value) ? value : new Map()
}

function entry(map: MapDatum, name: string): Datum {
  return mapGet(map, name) ?? null
}
