import { defineTask } from '@countersign/plugin-sdk'
import { renderTexts } from '../../exec/render-late.ts'
import { runScript } from '../../exec/run-script.ts'
import { commandsProperties } from '../../exec/script-task.ts'

/** Runs commands of a shell. */
export const shellCommands = defineTask({
  type: 'io.kestra.plugin.scripts.shell.Commands',
  title: 'Run commands of a shell',
  description: 'Runs commands in one shell, as a process of the server’s machine or in a container.',
  properties: commandsProperties,
  run: (context, input) =>
    runScript(context, input, {
      defaultImage: 'ubuntu',
      commands: (_directory, variables) => renderTexts(context, input.commands, variables, 'commands'),
    }),
})
