import { defineTask } from '@countersign/plugin-sdk'
import { renderTexts } from '../../exec/render-late.ts'
import { runScript } from '../../exec/run-script.ts'
import { commandsProperties } from '../../exec/script-task.ts'
import { installCommands, PYTHON_IMAGE, pythonEnvironment, pythonProperties } from '../python-plan.ts'

/** Runs commands for Python. */
export const pythonCommands = defineTask({
  type: 'io.kestra.plugin.scripts.python.Commands',
  title: 'Run commands for Python',
  description: 'Runs commands in one shell, as a process of the server’s machine or in a container with Python.',
  properties: { ...commandsProperties, ...pythonProperties },
  run: (context, input) =>
    runScript(context, input, {
      defaultImage: PYTHON_IMAGE,
      env: pythonEnvironment(input.dependencies),
      commands: async (_directory, variables) => [
        ...installCommands(input.dependencies),
        ...(await renderTexts(context, input.commands, variables, 'commands')),
      ],
    }),
})
