import { isTerminated } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import { createBell, eventFrame, eventStreamAnswer, HEARTBEAT, HEARTBEAT_MS } from '../../app/event-stream.ts'
import { writeJson } from '../../app/write-json.ts'
import { presentLog } from './present-log.ts'
import { type LogQuery, readLogs } from './read-logs.ts'

interface FollowOptions extends Pick<AppPorts, 'engine' | 'storage'> {
  readonly tenant: string
  readonly executionId: string
  readonly query: LogQuery
  readonly signal: AbortSignal
}

/** At most four updates a second for each subscriber; the lines of one update come together. */
const MIN_INTERVAL_MS = 250

/**
 * The log of an execution as it grows, the stored lines first. The stream ends after the execution has; Kestra's never
 * does, which leaves its clients waiting (observed/api.md H77).
 */
export function followLogs(options: FollowOptions) {
  return eventStreamAnswer(eventsOf(options))
}

async function* eventsOf(options: FollowOptions): AsyncGenerator<string, void, void> {
  const { engine, storage, tenant, executionId, query, signal } = options
  const { executions } = storage
  const bell = createBell(signal)
  const stop = engine.follow(executionId, () => bell.ring())
  let position = -1
  try {
    yield eventFrame('start', '{"attemptNumber":null}')
    while (!signal.aborted) {
      // Looked at before the lines: what is written after the end was seen comes in another round.
      const execution = await executions.find(tenant, executionId)
      for await (const lines of readLogs(executions, executionId, query, position)) {
        position = lines.at(-1)?.position ?? position
        yield lines.map((line) => eventFrame('progress', writeJson(presentLog(line)))).join('')
      }
      if (execution === null || isTerminated(execution.state)) return
      await bell.rest(MIN_INTERVAL_MS)
      if ((await bell.wait(HEARTBEAT_MS)) === 'time') yield HEARTBEAT
    }
  } finally {
    stop()
  }
}
