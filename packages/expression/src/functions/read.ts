import { answerOf } from './ask.ts'
import { fileArguments, versionArgument } from './file-path.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The text of a file: of this execution or another one of the namespace (a `kestra:///` URI from its outputs), or of the
 * namespace (a path).
 *
 * @argument path - URI or path
 * @argument namespace - of a namespace file; default the flow's own
 * @argument version - of a namespace file; default the newest
 * @result text
 * @error EXPRESSION_ARGUMENT the path is missing or leads out of the namespace
 * @error EXPRESSION_HOST there is no such file, or it may not be read
 * @example {{ read('notes.txt') }} → text of the file
 */
export const read: TemplateFunction = {
  name: 'read',
  parameters: ['path', 'namespace', 'version'],
  apply: (args, run) => answerOf(run, 'read', [...fileArguments(args, run, 'read'), versionArgument(args)]),
}
