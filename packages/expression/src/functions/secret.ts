import { answerOf, flowNamespace } from './ask.ts'
import type { TemplateFunction } from './function.ts'
import { givenText, maybeBoolean, maybeText } from './function-arguments.ts'

/**
 * A secret. Its value is masked in logs.
 *
 * @argument key - name of the secret; capital and small letters are the same
 * @argument namespace - where it is kept; default the flow's own namespace
 * @argument subkey - an entry of a secret that is a JSON map
 * @argument full - true: the whole secret where the host keeps more than one text
 * @result text
 * @error EXPRESSION_ARGUMENT the key is missing
 * @error EXPRESSION_HOST there is no such secret, or it may not be read
 * @example {{ secret('KEY') }} → s3cret
 */
export const secret: TemplateFunction = {
  name: 'secret',
  parameters: ['key', 'namespace', 'subkey', 'full'],
  apply(args, run) {
    const key = givenText(args, 0, 'secret', 'key')
    const namespace = maybeText(args, 1, 'secret', 'namespace') ?? flowNamespace(run, 'secret')
    const subkey = maybeText(args, 2, 'secret', 'subkey')
    const full = maybeBoolean(args, 3, 'secret', 'full', false)
    const value = answerOf(run, 'secret', [namespace, key, subkey, full])
    if (typeof value === 'string') run.context.onSecret?.(value)
    return value
  },
}
