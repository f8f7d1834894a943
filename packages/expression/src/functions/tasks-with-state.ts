import { contextVariable } from '../runtime/visible-scope.ts'
import { type Datum, isMap } from '../value/datum.ts'
import { mapEntries, mapGet } from '../value/map-access.ts'
import type { TemplateFunction } from './function.ts'
import { givenText } from './function-arguments.ts'

/**
 * The tasks of the execution that are in a state.
 *
 * @argument state - capital and small letters are the same
 * @result list of maps with `taskId`, `state` and, for tasks of a loop, `value`
 * @error EXPRESSION_ARGUMENT the state is missing or no text
 * @example {{ tasksWithState('failed')[0].taskId }} → fetch
 */
export const tasksWithState: TemplateFunction = {
  name: 'tasksWithState',
  parameters: ['state'],
  apply(args, run) {
    const wanted = givenText(args, 0, 'tasksWithState', 'state').toUpperCase()
    const tasks = contextVariable(run.root, 'tasks') ?? null
    if (!isMap(tasks)) return []
    const found: Datum[] = []
    for (const [taskId, details] of mapEntries(tasks)) {
      if (!isMap(details)) continue
      for (const [key, value] of mapEntries(details)) {
        const state = isMap(value) ? mapGet(value, 'state') : key === 'state' ? value : null
        if (typeof state !== 'string' || state.toUpperCase() !== wanted) continue
        const entry = new Map<Datum, Datum>([
          ['taskId', taskId],
          ['state', wanted],
        ])
        found.push(isMap(value) ? entry.set('value', key) : entry)
      }
    }
    return found
  },
}
