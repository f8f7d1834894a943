import { JSON_TYPE, TEXT_TYPE } from '@countersign/contract'
import type { StoredLog } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { writeJson } from '../../app/write-json.ts'
import { findExecution } from '../executions/find-execution.ts'
import { followLogs } from './follow-logs.ts'
import { presentLog, presentLogLine } from './present-log.ts'
import { type LogQuery, readLogs } from './read-logs.ts'

/** Logs of executions, written out page by page. */
export function createLogHandlers(ports: Pick<AppPorts, 'engine' | 'storage'>): ResourceHandlers<'logs'> {
  const { executions } = ports.storage

  async function* jsonOf(executionId: string, query: LogQuery): AsyncGenerator<string, void, void> {
    let separator = '['
    for await (const lines of readLogs(executions, executionId, query)) {
      yield separator + lines.map((line) => writeJson(presentLog(line))).join(',')
      separator = ','
    }
    yield separator === ',' ? ']' : '[]'
  }

  async function* textOf(executionId: string, query: LogQuery): AsyncGenerator<string, void, void> {
    for await (const lines of readLogs(executions, executionId, query)) yield lines.map(presentLogLine).join('')
  }

  async function leftBehind(tenant: string, executionId: string): Promise<StoredLog | null> {
    const [first] = await executions.logs(executionId, { limit: 1 })
    return first?.tenant === tenant ? first : null
  }

  return {
    async 'logs.list'({ tenant, params: { executionId }, query, permit }) {
      // An unknown execution has no lines, as in Kestra (observed/api.md J90); one that was deleted may have left some.
      const owner = (await executions.find(tenant, executionId)) ?? (await leftBehind(tenant, executionId))
      if (owner === null) return { status: 200, json: [] }
      permit(owner.namespace)
      return { status: 200, type: JSON_TYPE, stream: jsonOf(executionId, query) }
    },
    async 'logs.download'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const headers = { 'content-disposition': `attachment; filename="${id}.log"` }
      return { status: 200, type: TEXT_TYPE, headers, stream: textOf(id, call.query) }
    },
    async 'logs.follow'(call) {
      const { id } = await findExecution(executions, call, call.params.executionId)
      const { tenant, query, signal } = call
      return followLogs({ ...ports, tenant, executionId: id, query, signal })
    },
  }
}
