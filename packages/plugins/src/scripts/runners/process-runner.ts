import { type ScriptSettings, TaskFailure } from '@countersign/plugin-sdk'
import { runProcess } from './run-process.ts'
import type { Runner } from './runner.ts'

/** Programs as processes of the server's machine. @throws TaskFailure when the settings of the server do not allow it */
export function createProcessRunner(settings: ScriptSettings): Runner {
  if (!settings.process) {
    throw TaskFailure.fatal(
      'This server runs no programs on its own machine (setting `scripts.process`); use Docker as taskRunner.',
      { code: 'SCRIPT_FORBIDDEN' },
    )
  }
  return {
    workingDirectoryOf: (directory) => directory,
    run: (program) =>
      runProcess({
        ...program,
        env: { HOME: program.directory, TMPDIR: program.directory, ...settings.environment, ...program.env },
      }),
  }
}
