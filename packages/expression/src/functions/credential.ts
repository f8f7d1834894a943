import { answerOf } from './ask.ts'
import type { TemplateFunction } from './function.ts'
import { givenText } from './function-arguments.ts'

/**
 * A credential that the server manages. Its value is masked in logs. The servers of this version manage none: it always
 * fails, and the example shows what it is to give. Use `secret()`.
 *
 * @argument key - name of the credential
 * @result text
 * @error EXPRESSION_ARGUMENT the key is missing
 * @error EXPRESSION_HOST always in this version
 * @example {{ credential('shop') }} → token
 */
export const credential: TemplateFunction = {
  name: 'credential',
  parameters: ['key'],
  apply(args, run) {
    const value = answerOf(run, 'credential', [givenText(args, 0, 'credential', 'key')])
    if (typeof value === 'string') run.context.onSecret?.(value)
    return value
  },
}
