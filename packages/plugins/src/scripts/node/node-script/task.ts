import { defineTask } from '@countersign/plugin-sdk'
import { runScript } from '../../exec/run-script.ts'
import { shellWord, writeScript } from '../../exec/script-file.ts'
import { inlineProperties } from '../../exec/script-task.ts'

/** Runs a script with Node.js. */
export const nodeScript = defineTask({
  type: 'io.kestra.plugin.scripts.node.Script',
  title: 'Run a script with Node.js',
  description: 'Writes a script that stands in the flow to a file and runs it with `node`.',
  properties: inlineProperties,
  run: (context, input) =>
    runScript(context, input, {
      defaultImage: 'node',
      async commands(directory, variables) {
        const path = await writeScript(context, input.script, { name: 'script.js' }, directory, variables)
        return [`node ${shellWord(path)}`]
      },
    }),
})
