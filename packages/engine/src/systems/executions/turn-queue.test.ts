import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createRecordingLogger } from '../../testing/recording-logger.ts'
import { createActivity } from '../activity.ts'
import { createTurnQueue } from './turn-queue.ts'

/** A queue whose turns end when they are told to. */
function setUp(maxTurns: number) {
  const activity = createActivity()
  const order: string[] = []
  const ends = new Map<string, () => void>()
  const queue = createTurnQueue({
    turn: (id) => {
      order.push(id)
      return new Promise((resolve) => ends.set(id, resolve))
    },
    activity,
    clock: createFakeClock(),
    logger: createRecordingLogger(),
    maxTurns,
  })
  return { queue, order, activity, end: (id: string) => ends.get(id)?.() }
}

describe('turn queue', () => {
  it('takes turns in order, no more at once than it may, and urgent ones first', async () => {
    const { queue, order, end } = setUp(1)
    queue.push('a', false)
    queue.push('b', false)
    queue.push('c', false)
    queue.push('kill', true)
    await expect.poll(() => order).toEqual(['kill'])
    end('kill')
    await expect.poll(() => order).toEqual(['kill', 'a'])
    queue.hurry('c')
    end('a')
    await expect.poll(() => order).toEqual(['kill', 'a', 'c'])
    end('c')
    await expect.poll(() => order).toEqual(['kill', 'a', 'c', 'b'])
  })

  it('puts who has more to do behind the others', async () => {
    const { queue, order, end } = setUp(1)
    queue.push('long', false)
    queue.push('short', false)
    await expect.poll(() => order).toEqual(['long'])
    queue.push('long', false)
    end('long')
    await expect.poll(() => order).toEqual(['long', 'short'])
    end('short')
    await expect.poll(() => order).toEqual(['long', 'short', 'long'])
  })

  it('is idle once its last turn is over', async () => {
    const { queue, order, activity, end } = setUp(4)
    queue.push('a', false)
    await expect.poll(() => order).toEqual(['a'])
    expect(activity.count).toBe(1)
    end('a')
    await activity.idle()
  })

  it('starts nothing once it is stopped, and waits for the turns that had begun', async () => {
    const { queue, order, activity, end } = setUp(1)
    queue.push('a', false)
    queue.push('b', false)
    await expect.poll(() => order).toEqual(['a'])
    let stopped = false
    const stopping = queue.stop().then(() => (stopped = true))
    expect(stopped).toBe(false)
    end('a')
    await stopping
    await activity.idle()
    expect(order).toEqual(['a'])
  })
})
