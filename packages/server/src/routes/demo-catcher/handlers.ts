import { AppError } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'

/** What the demo's catcher received. */
export function createDemoCatcherHandlers({
  caughtMessages,
}: Pick<AppPorts, 'caughtMessages'>): ResourceHandlers<'demoCatcher'> {
  return {
    async 'demoCatcher.list'({ query: { kind } }) {
      if (caughtMessages === null) throw new AppError('ROUTE_NOT_FOUND', 'There is a catcher in demo mode only.')
      return { status: 200, json: { results: await caughtMessages.list(kind) } }
    },
  }
}
