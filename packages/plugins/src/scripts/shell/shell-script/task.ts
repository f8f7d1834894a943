import { defineTask, toText } from '@countersign/plugin-sdk'
import { runScript } from '../../exec/run-script.ts'
import { inlineProperties } from '../../exec/script-task.ts'

/** Runs a script of a shell. */
export const shellScript = defineTask({
  type: 'io.kestra.plugin.scripts.shell.Script',
  title: 'Run a script of a shell',
  description: 'Runs a script that stands in the flow, as a process of the server’s machine or in a container.',
  properties: inlineProperties,
  run: (context, input) =>
    runScript(context, input, {
      defaultImage: 'ubuntu',
      commands: async (_directory, variables) => [toText(await context.render(input.script, variables))],
    }),
})
