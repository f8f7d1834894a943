import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { contextVariable } from '../runtime/visible-scope.ts'
import { type Datum, isList, isMap, type MapDatum } from '../value/datum.ts'
import { describeKind } from '../value/kind-name.ts'
import { mapGet } from '../value/map-access.ts'
import type { TemplateFunction } from './function.ts'
import { given, unfit } from './function-arguments.ts'

/**
 * The outputs of another task in the same round of the loops around: walks from the outermost loop inwards by the value of each
 * round.
 *
 * @argument outputs - all outputs of the other task, such as `outputs.first`
 * @result map of outputs
 * @error EXPRESSION_ARGUMENT the outputs are missing or no map
 * @error EXPRESSION_VALUE the other task has no outputs in this round
 * @example {{ currentEachOutput(outputs.first).value }} → of b
 */
export const currentEachOutput: TemplateFunction = {
  name: 'currentEachOutput',
  parameters: ['outputs'],
  apply(args, run) {
    const outputs = given(args, 0, 'currentEachOutput', 'outputs')
    if (!isMap(outputs)) throw unfit('currentEachOutput', 'outputs', 'a map', outputs)
    const around = loopValues(run)
    const inner = around.reduce<MapDatum>((map, value) => {
      const next = mapGet(map, value)
      if (next !== undefined && isMap(next)) return next
      throw new Fault('EXPRESSION_VALUE', 'There are no outputs for the current rounds of the loops')
    }, outputs)
    const taskrun = contextVariable(run.root, 'taskrun')
    if (taskrun === undefined || !isMap(taskrun)) {
      throw new Fault('EXPRESSION_VALUE', '`currentEachOutput` needs a task run inside of a loop')
    }
    const own = mapGet(taskrun, 'value') ?? null
    // A task deeper inside, such as in an If, has no value of its own: it is in the round around it.
    return own === null && around.length > 0 ? inner : (mapGet(inner, own) ?? null)
  },
}

/** The values of the loops around, outermost first. */
export function loopValues(run: Run): readonly Datum[] {
  const parents = contextVariable(run.root, 'parents') ?? null
  if (parents === null) return []
  if (!isList(parents))
    throw new Fault('EXPRESSION_TYPE', `The variable \`parents\` must be a list, not ${describeKind(parents)}`)
  return parents.toReversed().flatMap((parent) => {
    const taskrun = isMap(parent) ? mapGet(parent, 'taskrun') : undefined
    return taskrun !== undefined && isMap(taskrun) ? [mapGet(taskrun, 'value') ?? null] : []
  })
}
