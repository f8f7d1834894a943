import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { createAgainHandlers } from './again-handlers.ts'
import { createBulkHandlers } from './bulk-handlers.ts'
import { createChangeHandlers } from './change-handlers.ts'
import { createFileHandlers } from './file-handlers.ts'
import { createGraphHandlers } from './graph-handlers.ts'
import { createLifeHandlers } from './life-handlers.ts'
import { createOverviewHandlers } from './overview-handlers.ts'
import { createReadHandlers } from './read-handlers.ts'
import { createStartHandlers } from './start-handlers.ts'
import { createExecutionWriter } from './write-execution.ts'

/** Executions: what changes them goes through the engine, reading to the store. */
export function createExecutionHandlers(
  ports: Pick<AppPorts, 'engine' | 'storage' | 'files' | 'catalogue' | 'clock' | 'facts'>,
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
    ...createChangeHandlers({ ...ports, writer }),
    ...createBulkHandlers(ports),
    ...createGraphHandlers(ports),
    ...createOverviewHandlers(ports),
  }
}
