import type { SqlStorage } from '@countersign/storage'
import { percentile } from './percentile.ts'
import { createSampleUnits } from './sample-units.ts'

const GROUP_SIZES = [1, 10, 50]

/** Commits groups of each size, one after the other, for some seconds. */
export async function measureCommits(
  database: string,
  { commits }: SqlStorage,
  seconds: number,
): Promise<Record<string, string | number>[]> {
  const rows: Record<string, string | number>[] = []
  for (const size of GROUP_SIZES) {
    const { unit } = createSampleUnits(`g${size}`)
    const group = () => Array.from({ length: size }, () => unit().unit)
    for (let round = 0; round < 5; round++) await commits.commit(group())
    const times: number[] = []
    let spent = 0
    while (spent < seconds * 1_000) {
      const units = group()
      const start = performance.now()
      await commits.commit(units)
      times.push(performance.now() - start)
      spent += performance.now() - start
    }
    rows.push({
      database,
      'units in a group': size,
      'units/s': Math.round((times.length * size * 1_000) / spent),
      'commit p50 ms': percentile(times, 0.5),
      'commit p99 ms': percentile(times, 0.99),
    })
  }
  return rows
}
