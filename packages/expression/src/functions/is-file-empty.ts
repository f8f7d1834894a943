import { answerOf } from './ask.ts'
import { fileArguments } from './file-path.ts'
import type { TemplateFunction } from './function.ts'

/**
 * Whether a file has no bytes.
 *
 * @argument path - a `kestra:///` URI, or the path of a namespace file
 * @argument namespace - of a namespace file; default the flow's own
 * @result boolean
 * @error EXPRESSION_ARGUMENT the path is missing or leads out of the namespace
 * @error EXPRESSION_HOST the file may not be looked at, or does not exist
 * @example {{ isFileEmpty('notes.txt') }} → false
 */
export const isFileEmpty: TemplateFunction = {
  name: 'isFileEmpty',
  parameters: ['path', 'namespace'],
  apply: (args, run) => answerOf(run, 'isFileEmpty', fileArguments(args, run, 'isFileEmpty')),
}
