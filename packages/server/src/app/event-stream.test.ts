import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBell, eventFrame } from './event-stream.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('a bell', () => {
  it('wakes who waits, and remembers any number of rings as one', async () => {
    const bell = createBell(new AbortController().signal)
    const waiting = bell.wait(1_000)
    bell.ring()
    expect(await waiting).toBe('rung')
    bell.ring()
    bell.ring()
    expect(await bell.wait(1_000)).toBe('rung')
    const nobodyRings = bell.wait(1_000)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await nobodyRings).toBe('time')
  })

  it('does not wake who rests, and keeps the ring for later', async () => {
    const bell = createBell(new AbortController().signal)
    let rested = false
    const resting = bell.rest(250).then(() => {
      rested = true
    })
    bell.ring()
    await vi.advanceTimersByTimeAsync(249)
    expect(rested).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await resting
    expect(await bell.wait(1_000)).toBe('rung')
  })

  it('lets go of everybody when the call is over, and leaves no timer behind', async () => {
    const controller = new AbortController()
    const bell = createBell(controller.signal)
    const waiting = [bell.wait(1_000), bell.rest(1_000).then(() => 'rested')]
    controller.abort()
    expect(await Promise.all(waiting)).toEqual(['aborted', 'rested'])
    expect(await bell.wait(1_000)).toBe('aborted')
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('an event', () => {
  it('carries its kind in the id line', () => {
    expect(eventFrame('progress', '{"a":1}')).toBe('id: progress\ndata: {"a":1}\n\n')
  })
})
