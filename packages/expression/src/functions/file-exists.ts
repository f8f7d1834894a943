import { answerOf } from './ask.ts'
import { fileArguments } from './file-path.ts'
import type { TemplateFunction } from './function.ts'

/**
 * Whether a file exists.
 *
 * @argument path - a `kestra:///` URI, or the path of a namespace file
 * @argument namespace - of a namespace file; default the flow's own
 * @result boolean
 * @error EXPRESSION_ARGUMENT the path is missing or leads out of the namespace
 * @error EXPRESSION_HOST the file may not be looked at
 * @example {{ fileExists('notes.txt') }} → true
 */
export const fileExists: TemplateFunction = {
  name: 'fileExists',
  parameters: ['path', 'namespace'],
  apply: (args, run) => answerOf(run, 'fileExists', fileArguments(args, run, 'fileExists')),
}
