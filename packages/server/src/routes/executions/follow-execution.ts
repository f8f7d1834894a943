import { isTerminated } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import { createBell, eventFrame, eventStreamAnswer, HEARTBEAT, HEARTBEAT_MS } from '../../app/event-stream.ts'
import { writeJson } from '../../app/write-json.ts'
import { presentStub } from './present-execution.ts'
import type { ExecutionWriter } from './write-execution.ts'

interface FollowOptions extends Pick<AppPorts, 'engine' | 'storage' | 'clock'> {
  readonly writer: ExecutionWriter
  readonly tenant: string
  readonly executionId: string
  readonly signal: AbortSignal
}

/** At most four updates a second for each subscriber. */
const MIN_INTERVAL_MS = 250
/** A large execution takes long to write: the pause after it is so many times as long. */
const REST_FACTOR = 3

/** Every change of an execution until it ends (api.md 1.11). A pause does not end the stream. */
export function followExecution(options: FollowOptions) {
  return eventStreamAnswer(eventsOf(options))
}

async function* eventsOf(options: FollowOptions): AsyncGenerator<string, void, void> {
  const { engine, storage, clock, writer, tenant, executionId, signal } = options
  const bell = createBell(signal)
  const stop = engine.follow(executionId, () => bell.ring())
  try {
    yield eventFrame('start', writeJson(presentStub(executionId, clock.now())))
    let shown = -1
    while (!signal.aborted) {
      const execution = await storage.executions.find(tenant, executionId)
      if (execution === null) return
      if (execution.version !== shown) {
        const started = performance.now()
        const ended = isTerminated(execution.state)
        yield eventFrame(ended ? 'end' : 'progress', await writer.text(execution))
        if (ended) return
        shown = execution.version
        await bell.rest(Math.max(MIN_INTERVAL_MS, (performance.now() - started) * REST_FACTOR))
      }
      if ((await bell.wait(HEARTBEAT_MS)) === 'time') yield HEARTBEAT
    }
  } finally {
    stop()
  }
}
