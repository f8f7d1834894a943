import type { Timer } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { createFakeClock, TEST_EPOCH } from '../../testing/fake-clock.ts'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { createActivity } from '../activity.ts'
import { createTimers } from './timers.ts'

/** Timer rows in memory; firing takes the row away, as the commit of the turn would. */
function setUp(dueIn: Readonly<Record<string, number>>) {
  const clock = createFakeClock()
  const activity = createActivity()
  const logger = createRecordingLogger()
  const rows = new Map(Object.entries(dueIn).map(([id, ms]) => [id, timerRow(id, TEST_EPOCH + ms)]))
  const fired: string[] = []
  let broken = false
  let onceLooked = () => {}
  const timers = createTimers({
    work: {
      async dueTimers(now, limit) {
        if (broken) throw new Error('database is away')
        return inOrder(rows)
          .filter((timer) => timer.dueAt <= now)
          .slice(0, limit)
      },
      nextTimerAt: async () => {
        const next = inOrder(rows)[0]?.dueAt ?? null
        onceLooked()
        return next
      },
    },
    fire: async (timer) => {
      fired.push(timer.id)
      rows.delete(timer.id)
    },
    activity,
    alarms: clock,
    clock,
    logger,
    batch: 2,
  })
  const arm = (id: string, ms: number) => {
    rows.set(id, timerRow(id, clock.now() + ms))
    timers.armed(clock.now() + ms)
  }
  /** Does something once, right after the next timer was looked for and before the answer is there. */
  const afterLook = (work: () => void) => {
    onceLooked = () => {
      onceLooked = () => {}
      work()
    }
  }
  return { clock, activity, timers, fired, arm, afterLook, setBroken: (value: boolean) => (broken = value) }
}

function timerRow(id: string, dueAt: number): Timer {
  return { tenant: 'main', id, executionId: `execution-of-${id}`, dueAt, purpose: { kind: 'start' } }
}

function inOrder(rows: ReadonlyMap<string, Timer>): readonly Timer[] {
  return [...rows.values()].sort((a, b) => a.dueAt - b.dueAt)
}

describe('timers', () => {
  it('fires overdue timers once, in due order, however many there are', async () => {
    const { timers, activity, fired } = setUp({ third: -1, first: -300, second: -20, later: 5_000 })
    timers.start()
    await activity.idle()
    expect(fired).toEqual(['first', 'second', 'third'])
  })

  it('sleeps until the next timer is due', async () => {
    const { timers, activity, clock, fired } = setUp({ soon: 1_000, late: 60_000 })
    timers.start()
    await activity.idle()
    clock.advance(999)
    await activity.idle()
    expect(fired).toEqual([])
    clock.advance(1)
    await activity.idle()
    expect(fired).toEqual(['soon'])
    clock.advance(59_000)
    await activity.idle()
    expect(fired).toEqual(['soon', 'late'])
  })

  it('wakes earlier when an earlier timer is armed', async () => {
    const { timers, activity, clock, fired, arm } = setUp({ late: 60_000 })
    timers.start()
    await activity.idle()
    arm('soon', 2_000)
    clock.advance(2_000)
    await activity.idle()
    expect(fired).toEqual(['soon'])
  })

  it('fires what is armed, due already, while the next timer is looked for', async () => {
    const { timers, activity, fired, arm, afterLook } = setUp({})
    afterLook(() => arm('now', 0))
    timers.start()
    await activity.idle()
    expect(fired).toEqual(['now'])
  })

  it('tries again when the database does not answer', async () => {
    const { timers, activity, clock, fired, setBroken } = setUp({ due: -1 })
    setBroken(true)
    timers.start()
    await activity.idle()
    expect(fired).toEqual([])
    setBroken(false)
    clock.advance(1_000)
    await activity.idle()
    expect(fired).toEqual(['due'])
  })

  it('fires nothing once it is closed', async () => {
    const { timers, activity, clock, fired } = setUp({ soon: 1_000 })
    timers.start()
    await activity.idle()
    await timers.close()
    clock.advance(5_000)
    await activity.idle()
    expect(fired).toEqual([])
  })
})
