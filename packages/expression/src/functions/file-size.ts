import { answerOf } from './ask.ts'
import { fileArguments } from './file-path.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The size of a file in bytes.
 *
 * @argument path - a `kestra:///` URI, or the path of a namespace file
 * @argument namespace - of a namespace file; default the flow's own
 * @result integer
 * @error EXPRESSION_ARGUMENT the path is missing or leads out of the namespace
 * @error EXPRESSION_HOST the file may not be looked at, or does not exist
 * @example {{ fileSize('notes.txt') }} → 16
 */
export const fileSize: TemplateFunction = {
  name: 'fileSize',
  parameters: ['path', 'namespace'],
  apply: (args, run) => answerOf(run, 'fileSize', fileArguments(args, run, 'fileSize')),
}
