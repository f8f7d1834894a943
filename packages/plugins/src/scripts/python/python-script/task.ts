import { defineTask } from '@countersign/plugin-sdk'
import { runScript } from '../../exec/run-script.ts'
import { writeScript } from '../../exec/script-file.ts'
import { inlineProperties } from '../../exec/script-task.ts'
import {
  installCommands,
  JSON_WORDS,
  PYTHON_IMAGE,
  pythonCommand,
  pythonEnvironment,
  pythonProperties,
} from '../python-plan.ts'

/** Runs a script with Python. */
export const pythonScript = defineTask({
  type: 'io.kestra.plugin.scripts.python.Script',
  title: 'Run a script with Python',
  description: 'Writes a script that stands in the flow to a file and runs it with `python3`.',
  properties: { ...inlineProperties, ...pythonProperties },
  run: (context, input) =>
    runScript(context, input, {
      defaultImage: PYTHON_IMAGE,
      env: pythonEnvironment(input.dependencies),
      async commands(directory, variables) {
        const file = { name: 'script.py', prelude: JSON_WORDS }
        const path = await writeScript(context, input.script, file, directory, variables)
        return [...installCommands(input.dependencies), pythonCommand(path)]
      },
    }),
})
