import { runTask } from '@countersign/plugin-sdk/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sleep } from './task.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('Sleep', () => {
  it('ends when the time is over, and not before', async () => {
    const ended = vi.fn()
    const running = runTask(sleep, { duration: 'PT1S' }).then((outcome) => {
      ended()
      return outcome
    })
    await vi.advanceTimersByTimeAsync(999)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(await running).toMatchObject({ state: 'SUCCESS', logs: [{ level: 'INFO', message: 'Waiting for 1 s' }] })
  })

  it('waits for longer than one timer can', async () => {
    const ended = vi.fn()
    void runTask(sleep, { duration: 'P30D' }).then(ended)
    await vi.advanceTimersByTimeAsync(30 * 86_400_000 - 1)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(ended).toHaveBeenCalledOnce()
  })

  it('stops at once when it is aborted, and leaves no timer', async () => {
    const stop = new AbortController()
    const running = runTask(sleep, { duration: 'PT1H' }, { context: { signal: stop.signal } })
    await vi.advanceTimersByTimeAsync(10)
    stop.abort(new Error('killed'))
    expect((await running).failure?.message).toBe('killed')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('does not start when it was aborted before', async () => {
    const outcome = await runTask(
      sleep,
      { duration: 'PT1H' },
      { context: { signal: AbortSignal.abort(new Error('late')) } },
    )
    expect(outcome.failure?.message).toBe('late')
  })
})
