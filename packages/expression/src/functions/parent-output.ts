import { Fault } from '../errors/fault.ts'
import { contextVariable } from '../runtime/visible-scope.ts'
import { type Datum, isInteger, isList, isMap } from '../value/datum.ts'
import { mapGet } from '../value/map-access.ts'
import type { TemplateFunction } from './function.ts'
import { unfit } from './function-arguments.ts'

/**
 * The outputs of a task around this one.
 *
 * @argument index - from 0 for the outermost task; default the closest one
 * @result map of outputs, null when it has none
 * @error EXPRESSION_VALUE there is no such task
 * @example {{ parentOutput().evaluationResult }} → true
 */
export const parentOutput: TemplateFunction = {
  name: 'parentOutput',
  parameters: ['index'],
  apply(args, run) {
    const parents = contextVariable(run.root, 'parents') ?? null
    const list: readonly Datum[] = isList(parents) ? parents : []
    const index = args[0]
    if (index !== undefined && !isInteger(index)) throw unfit('parentOutput', 'index', 'an integer', index)
    const parent = index === undefined ? contextVariable(run.root, 'parent') : list.toReversed()[Number(index)]
    if (parent === undefined)
      throw new Fault('EXPRESSION_VALUE', `There is no such task around this one; there are ${list.length}`)
    const own = nested(parent, 'outputs')
    if (own !== null) return own
    const value = nested(nested(parent, 'taskrun'), 'value')
    const outputs = nested(contextVariable(run.root, 'outputs') ?? null, nested(nested(parent, 'task'), 'id'))
    return value === null ? outputs : nested(outputs, value)
  },
}

function nested(map: Datum, key: Datum): Datum {
  return isMap(map) ? (mapGet(map, key) ?? null) : null
}
