import type { Job } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { createActivity } from '../activity.ts'
import { createLocalDispatcher } from './local-dispatcher.ts'

function job(taskRunId: string, kind: Job['kind'] = 'attempt'): Job {
  return { kind, tenant: 'main', executionId: 'e', taskRunId, attempt: 0, owner: 'me', createdAt: 0 }
}

/** A dispatcher whose jobs run until they are finished by name, or told to stop. */
function setUp(concurrency: number) {
  const clock = createFakeClock()
  const activity = createActivity()
  const started: string[] = []
  const stopped: string[] = []
  const finishers = new Map<string, () => void>()
  const dispatcher = createLocalDispatcher({
    run: (one, signal) =>
      new Promise((resolve) => {
        started.push(one.taskRunId)
        finishers.set(one.taskRunId, resolve)
        signal.addEventListener('abort', () => {
          stopped.push(`${one.taskRunId} ${signal.reason}`)
          resolve()
        })
      }),
    activity,
    alarms: clock,
    clock,
    logger: createRecordingLogger(),
    concurrency,
  })
  return { clock, activity, dispatcher, started, stopped, finish: (id: string) => finishers.get(id)?.() }
}

describe('local dispatcher', () => {
  it('runs attempts in order, no more at once than it may', async () => {
    const { dispatcher, started, finish } = setUp(2)
    for (const id of ['a', 'b', 'c']) dispatcher.dispatch(job(id))
    await expect.poll(() => started).toEqual(['a', 'b'])
    finish('a')
    await expect.poll(() => started).toEqual(['a', 'b', 'c'])
  })

  it('creates children however many attempts are waiting', async () => {
    const { dispatcher, started } = setUp(1)
    for (const id of ['a', 'b']) dispatcher.dispatch(job(id))
    dispatcher.dispatch(job('child', 'start-child'))
    await expect.poll(() => started).toEqual(['a', 'child'])
  })

  it('runs a job that is dispatched twice once', async () => {
    const { dispatcher, started, activity, finish } = setUp(4)
    dispatcher.dispatch(job('a'))
    dispatcher.dispatch(job('a'))
    await expect.poll(() => started.length).toBe(1)
    finish('a')
    await activity.idle()
    expect(started).toEqual(['a'])
  })

  it('drops a waiting job and stops a running one when they are cancelled', async () => {
    const { dispatcher, started, stopped, activity } = setUp(1)
    dispatcher.dispatch(job('running'))
    dispatcher.dispatch(job('waiting'))
    await expect.poll(() => started).toEqual(['running'])
    dispatcher.cancel('waiting', 0)
    dispatcher.cancel('running', 0)
    await activity.idle()
    expect(stopped).toEqual(['running cancelled'])
    expect(started).toEqual(['running'])
  })

  it('lets running jobs finish within the grace when it closes, and takes no new ones', async () => {
    const { dispatcher, started, stopped, finish } = setUp(4)
    dispatcher.dispatch(job('a'))
    await expect.poll(() => started.length).toBe(1)
    const closing = dispatcher.close(1_000)
    dispatcher.dispatch(job('b'))
    finish('a')
    await closing
    expect(started).toEqual(['a'])
    expect(stopped).toEqual([])
  })

  it('hands jobs back that outlast the grace', async () => {
    const { dispatcher, started, stopped, clock } = setUp(4)
    dispatcher.dispatch(job('slow'))
    await expect.poll(() => started.length).toBe(1)
    const closing = dispatcher.close(1_000)
    clock.advance(1_000)
    await closing
    await dispatcher.finished()
    expect(stopped).toEqual(['slow handed-back'])
  })
})
