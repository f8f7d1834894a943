import { isList, isMap } from '../value/datum.ts'
import { mapGet } from '../value/map-access.ts'
import type { TemplateFunction } from './function.ts'
import { given, givenText, unfit } from './function-arguments.ts'

/**
 * One output of every round of a `Loop` task, in order; null for rounds without it.
 *
 * @argument outputs - the outputs of the loop, such as `outputs.loop.outputs`
 * @argument name - of the output
 * @result list
 * @error EXPRESSION_ARGUMENT an argument is missing or of the wrong kind
 * @example {{ loopOutputs([{'outputs': {'v': 1}}, {'outputs': {'v': 2}}], 'v') }} → [1,2]
 */
export const loopOutputs: TemplateFunction = {
  name: 'loopOutputs',
  parameters: ['outputs', 'name'],
  apply(args) {
    const outputs = given(args, 0, 'loopOutputs', 'outputs')
    if (!isList(outputs)) throw unfit('loopOutputs', 'outputs', 'a list', outputs)
    const name = givenText(args, 1, 'loopOutputs', 'name')
    return outputs.map((round) => {
      const values = isMap(round) ? mapGet(round, 'outputs') : undefined
      return values !== undefined && isMap(values) ? (mapGet(values, name) ?? null) : null
    })
  },
}
