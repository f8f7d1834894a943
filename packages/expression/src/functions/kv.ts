import { Fault } from '../errors/fault.ts'
import { fromScope } from '../value/map-access.ts'
import { ask, flowNamespace } from './ask.ts'
import type { TemplateFunction } from './function.ts'
import { givenText, maybeBoolean, maybeText } from './function-arguments.ts'

/**
 * A value of the key-value store. A key that does not exist is an error, which `??` does not catch.
 *
 * @argument key - the key
 * @argument namespace - where it is kept; default the flow's own namespace
 * @argument errorOnMissing - false: null for a key that does not exist; default true
 * @result the stored value
 * @error EXPRESSION_ARGUMENT the key is missing
 * @error EXPRESSION_HOST there is no such key, or it may not be read
 * @example {{ kv('home').city }} → Graz
 */
export const kv: TemplateFunction = {
  name: 'kv',
  parameters: ['key', 'namespace', 'errorOnMissing'],
  apply(args, run) {
    const key = givenText(args, 0, 'kv', 'key')
    const namespace = maybeText(args, 1, 'kv', 'namespace') ?? flowNamespace(run, 'kv')
    const errorOnMissing = maybeBoolean(args, 2, 'kv', 'errorOnMissing', true)
    const answer = ask(run, 'kv', [namespace, key])
    if (answer.ok) return fromScope(answer.value) ?? null
    if (answer.absent === true && !errorOnMissing) return null
    throw new Fault('EXPRESSION_HOST', answer.message)
  },
}
