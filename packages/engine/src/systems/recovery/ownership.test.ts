import type { OwnerLock } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { createSequentialIds } from '../../testing/sequential-ids.ts'
import { createOwnership } from './ownership.ts'

function setUp() {
  const clock = createFakeClock()
  const logger = createRecordingLogger()
  const renewed: number[] = []
  const lost: string[] = []
  let lose: (reason: Error) => void = () => {}
  let broken = false
  let released = 0
  const lock: OwnerLock = {
    owner: 'o1',
    async renew(until) {
      if (broken) throw new Error('database is away')
      renewed.push(until - clock.now())
    },
    onLost: (callback) => (lose = callback),
    async release() {
      released += 1
    },
  }
  const ownership = createOwnership({
    owners: { acquire: async () => lock },
    ids: createSequentialIds('o'),
    clock,
    alarms: clock,
    logger,
    lease: { host: 'test', pid: 1, leaseMs: 15_000, waitMs: 0 },
    onLost: (reason) => lost.push(reason.message),
  })
  const advance = async (ms: number) => {
    clock.advance(ms)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    ownership,
    advance,
    renewed,
    lost,
    logger,
    lose: (reason: Error) => lose(reason),
    setBroken: (value: boolean) => (broken = value),
    released: () => released,
  }
}

describe('ownership', () => {
  it('renews its lease three times as often as it must', async () => {
    const { ownership, advance, renewed } = setUp()
    await ownership.acquire()
    for (let time = 0; time < 3; time += 1) await advance(5_000)
    expect(renewed).toEqual([15_000, 15_000, 15_000])
  })

  it('goes on renewing after a failure, and says that it failed', async () => {
    const { ownership, advance, renewed, logger, setBroken } = setUp()
    await ownership.acquire()
    setBroken(true)
    await advance(5_000)
    setBroken(false)
    await advance(5_000)
    expect(renewed).toHaveLength(1)
    expect(logger.lines.map((line) => line.level)).toEqual(['warn'])
  })

  it('tells once that the lock was lost, and neither renews nor releases it afterwards', async () => {
    const { ownership, advance, renewed, lost, lose, released } = setUp()
    await ownership.acquire()
    lose(new Error('the connection broke'))
    lose(new Error('again'))
    await advance(5_000)
    await ownership.release()
    expect(lost).toEqual(['the connection broke'])
    expect(renewed).toEqual([])
    expect(released()).toBe(0)
  })

  it('stops renewing once it is released', async () => {
    const { ownership, advance, renewed, released } = setUp()
    await ownership.acquire()
    await ownership.release()
    await advance(5_000)
    expect(renewed).toEqual([])
    expect(released()).toBe(1)
  })
})
