import { describe, expect, inject, it } from 'vitest'
import { createTestDatabase } from '../support/postgres-database.ts'
import { type CrashReport, crashRun } from './crash-run.ts'

const KILLS = 8
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000)

/** The run must have met what it is about: kills in the middle of real work. */
function expectRealRun(report: CrashReport): void {
  expect(report.faults, `seed ${seed}`).toEqual([])
  expect(report.kills).toBe(KILLS)
  expect(report.executions).toBeGreaterThan(KILLS)
  expect(report.decisions).toBeGreaterThan(0)
}

describe(`a server that is killed ${KILLS} times (seed ${seed}; repeat with CRASH_SEED)`, () => {
  it('loses nothing on the embedded database', async () => {
    expectRealRun(await crashRun({ kills: KILLS, seed }))
  })

  it('loses nothing on PostgreSQL', async () => {
    const databaseUrl = await createTestDatabase(inject('postgresUrl'))
    expectRealRun(await crashRun({ kills: KILLS, seed, databaseUrl }))
  })
})
