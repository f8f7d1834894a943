import { describe, expect, it } from 'vitest'
import type { ExecutionUpdate } from '../../client.ts'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { executionRow, logRow, taskRunRow } from '../../testing/rows.ts'
import { createUpdateFeed } from './update-feed.ts'

describe('update feed', () => {
  it('tells followers of an execution and of its tenant what a unit wrote, each execution by itself', () => {
    const feed = createUpdateFeed(createRecordingLogger())
    const followed: ExecutionUpdate[] = []
    const ofTenant: string[] = []
    feed.follow('a', (update) => followed.push(update))
    feed.followTenant('main', (update) => ofTenant.push(update.execution.id))
    const [a, b] = [executionRow({ id: 'a' }), executionRow({ id: 'b' })]
    const run = taskRunRow({ executionId: 'a' })
    const line = logRow({ executionId: 'a' })
    feed.publish({
      guards: [],
      audit: [],
      writes: [
        { kind: 'execution-update', row: a },
        { kind: 'task-run-insert', row: run },
        { kind: 'log-append', row: line },
        { kind: 'execution-insert', row: b },
      ],
    })
    expect(followed).toEqual([{ execution: a, taskRuns: [run], logs: [line], requests: [] }])
    expect(ofTenant).toEqual(['a', 'b'])
  })

  it('tells nobody who has stopped following', () => {
    const feed = createUpdateFeed(createRecordingLogger())
    const heard: string[] = []
    const stop = feed.follow('a', () => heard.push('update'))
    stop()
    feed.publish({ guards: [], audit: [], writes: [{ kind: 'execution-update', row: executionRow({ id: 'a' }) }] })
    expect(heard).toEqual([])
  })

  it('survives a listener that throws, and says so in the log', () => {
    const logger = createRecordingLogger()
    const feed = createUpdateFeed(logger)
    const heard: string[] = []
    feed.follow('a', () => {
      throw new Error('closed stream')
    })
    feed.follow('a', () => heard.push('update'))
    feed.publish({ guards: [], audit: [], writes: [{ kind: 'execution-update', row: executionRow({ id: 'a' }) }] })
    expect(heard).toEqual(['update'])
    expect(logger.lines.map((line) => line.level)).toEqual(['warn'])
  })
})
