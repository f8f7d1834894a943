import { dirname } from 'node:path'
import type { ScriptSettings, TaskServices } from '@countersign/plugin-sdk'

/** What a server allows by default, with the programs of this machine and the Node of the tests. */
export function scriptServices(overrides: Partial<ScriptSettings> = {}): TaskServices {
  return {
    scripts: {
      process: true,
      docker: true,
      dockerVolumes: false,
      dockerCommand: 'docker',
      environment: { PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin` },
      dockerEnvironment: {},
      ...overrides,
    },
  }
}
