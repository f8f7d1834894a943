import { describe, expect, it } from 'vitest'
import { createSeededRandom } from './seeded-random.ts'

const NOW = Date.UTC(2026, 0, 2)

function draw(seed: string, count: number): readonly number[] {
  const random = createSeededRandom(seed)
  return Array.from({ length: count }, () => random.next())
}

describe('random numbers from a seed', () => {
  it('come out the same for the same seed, and otherwise for another', () => {
    expect(draw('run:0:0', 5)).toEqual(draw('run:0:0', 5))
    expect(draw('run:0:1', 5)).not.toEqual(draw('run:0:0', 5))
    expect(new Set(draw('', 1_000)).size).toBe(1_000)
  })

  it('are spread evenly from 0 to below 1', () => {
    const drawn = Array.from({ length: 2_000 }, (_, index) => draw(`seed${index}`, 1)[0] ?? -1)
    expect(drawn.every((number) => number >= 0 && number < 1)).toBe(true)
    const mean = drawn.reduce((sum, number) => sum + number, 0) / drawn.length
    expect(mean).toBeGreaterThan(0.47)
    expect(mean).toBeLessThan(0.53)
  })

  it('make UUIDs of version 7 that sort by time', () => {
    const random = createSeededRandom('a')
    const [first, second, later] = [random.uuid(NOW), random.uuid(NOW), random.uuid(NOW + 1)]
    for (const uuid of [first, second, later]) {
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
    expect(first).not.toBe(second)
    expect(later.slice(0, 13) > first.slice(0, 13)).toBe(true)
  })
})
