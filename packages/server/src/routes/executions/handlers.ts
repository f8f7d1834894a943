import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { createAgainHandlers } from './again-handlers.ts'
import { createFileHandlers } from './file-handlers.ts'
import { createLifeHandlers } from './life-handlers.ts'
import { createReadHandlers } from './read-handlers.ts'
import { createStartHandlers } from './start-handlers.ts'
import { createExecutionWriter } from './write-execution.ts'

/** Executions: what changes them goes through the engine, reading to the store. */
export function createExecutionHandlers(
  ports: Pick<AppPorts, 'engine' | 'storage' | 'files' | 'clock' | 'facts'>,
): ResourceHandlers<'executions'> {
  const writer = createExecutionWriter({
    executions: ports.storage.executions,
    workerId: ports.facts.installation,
  })
  return {
    ...createStartHandlers({ ...ports, writer }),
    ...createReadHandlers({ ...ports, writer }),
    ...createLifeHandlers(ports),
    ...createFileHandlers(ports),
    ...createAgainHandlers({ ...ports, writer }),
  }
}
