import { expect, it } from 'vitest'
import { createKeyedQueue } from './keyed-queue.ts'

it('runs work of one key in order, and of other keys meanwhile', async () => {
  const queue = createKeyedQueue()
  const order: string[] = []
  let release = () => {}
  const first = queue.run('a', async () => {
    await new Promise<void>((resolve) => (release = resolve))
    order.push('a1')
  })
  const second = queue.run('a', async () => {
    order.push('a2')
    throw new Error('broken')
  })
  const third = queue.run('a', async () => order.push('a3'))
  await queue.run('b', async () => order.push('b1'))
  release()
  await first
  await expect(second).rejects.toThrow('broken')
  await third
  expect(order).toEqual(['b1', 'a1', 'a2', 'a3'])
})
