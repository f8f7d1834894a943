import { contextVariable } from '../runtime/visible-scope.ts'
import { isMap } from '../value/datum.ts'
import { mapGet } from '../value/map-access.ts'
import type { TemplateFunction } from './function.ts'
import { givenText } from './function-arguments.ts'

/**
 * A variable of the environment, as in `envs`.
 *
 * @argument name - as in `envs`: in small letters, without the prefix
 * @argument default - when there is none; default null
 * @result text
 * @error EXPRESSION_ARGUMENT the name is missing
 * @example {{ env('region', 'nowhere') }} → eu
 */
export const env: TemplateFunction = {
  name: 'env',
  parameters: ['name', 'default'],
  apply(args, run) {
    const name = givenText(args, 0, 'env', 'name')
    const envs = contextVariable(run.root, 'envs') ?? null
    const value = isMap(envs) ? mapGet(envs, name) : undefined
    return value ?? args[1] ?? null
  },
}
