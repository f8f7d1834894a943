import { expect, it } from 'vitest'
import { createLimiter } from './limiter.ts'

it('lets so many go on at once and the others follow in order, failures included', async () => {
  const limiter = createLimiter(2)
  const started: number[] = []
  const ends: (() => void)[] = []
  const work = (id: number) =>
    limiter.run(async () => {
      started.push(id)
      await new Promise<void>((resolve) => ends.push(resolve))
      if (id === 0) throw new Error('broken')
      return id
    })
  const all = Promise.allSettled([work(0), work(1), work(2), work(3)])
  expect(started).toEqual([0, 1])
  for (let next = 0; next < 4; next += 1) {
    await expect.poll(() => ends.length).toBeGreaterThan(next)
    ends[next]?.()
  }
  const results = await all
  expect(started).toEqual([0, 1, 2, 3])
  expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
})
