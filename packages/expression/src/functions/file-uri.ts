import { fileArguments } from './file-path.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The URI of a namespace file. Whether the file exists is not looked at.
 *
 * @argument path - path inside of the namespace
 * @argument namespace - default the flow's own
 * @argument version - default the newest
 * @result text
 * @error EXPRESSION_ARGUMENT the path is missing or leads out of the namespace
 * @example {{ fileURI('notes.txt') }} → kestra:///company/team/_files/notes.txt
 */
export const fileURI: TemplateFunction = {
  name: 'fileURI',
  parameters: ['path', 'namespace', 'version'],
  apply(args, run) {
    const [namespace, path] = fileArguments(args, run, 'fileURI')
    const version = args[2] ?? null
    const uri = `kestra:///${namespace.replaceAll('.', '/')}/_files/${path.replace(/^\//, '')}`
    return version === null ? uri : `${uri}?version=${run.text(version)}`
  },
}
