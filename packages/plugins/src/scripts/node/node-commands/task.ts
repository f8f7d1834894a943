import { defineTask } from '@countersign/plugin-sdk'
import { renderTexts } from '../../exec/render-late.ts'
import { runScript } from '../../exec/run-script.ts'
import { commandsProperties } from '../../exec/script-task.ts'

/** Runs commands for Node.js. */
export const nodeCommands = defineTask({
  type: 'io.kestra.plugin.scripts.node.Commands',
  title: 'Run commands for Node.js',
  description: 'Runs commands in one shell, as a process of the server’s machine or in a container with Node.js.',
  properties: commandsProperties,
  run: (context, input) =>
    runScript(context, input, {
      defaultImage: 'node',
      commands: (_directory, variables) => renderTexts(context, input.commands, variables, 'commands'),
    }),
})
