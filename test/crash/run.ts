import { parseArgs } from 'node:util'
import { startPostgres } from '../support/postgres.ts'
import { createTestDatabase } from '../support/postgres-database.ts'
import { type CrashReport, crashRun } from './crash-run.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string' },
    database: { type: 'string', default: 'both' },
    program: { type: 'string', default: 'source' },
  },
})
const kills = Number(values.kills)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const program = values.program === 'built' ? 'built' : 'source'
if (
  !Number.isInteger(kills) ||
  kills < 1 ||
  !['sqlite', 'postgres', 'both'].includes(values.database) ||
  !['source', 'built'].includes(values.program)
) {
  process.stderr.write(
    'usage: npm run test:crash -- [--kills N] [--seed N] [--database sqlite|postgres|both] [--program source|built]\n',
  )
  process.exit(2)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function summarize(name: string, report: CrashReport): void {
  const sorted = [...report.downtimesMs].sort((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  print(
    `${name}: ${report.kills} kills, ${report.executions} executions, ${report.decisions} decisions, ${report.late} late answers refused, ${report.replayed} replayed`,
  )
  print(`  kill to ready again: median ${at(0.5)} ms, p95 ${at(0.95)} ms`)
  for (const fault of report.faults) print(`  FAULT ${fault}`)
}

print(`seed ${seed}`)
let faults = 0
const onKill = (kill: number) => {
  if (kill % 10 === 0) print(`  ${kill} of ${kills}`)
}
if (values.database !== 'postgres') {
  const report = await crashRun({ kills, seed, onKill, program })
  summarize('embedded database', report)
  faults += report.faults.length
}
if (values.database !== 'sqlite') {
  const postgres = await startPostgres()
  try {
    const report = await crashRun({ kills, seed, onKill, program, databaseUrl: await createTestDatabase(postgres.url) })
    summarize('PostgreSQL', report)
    faults += report.faults.length
  } finally {
    await postgres.stop()
  }
}
print(faults === 0 ? 'nothing was lost' : `${faults} fault(s)`)
process.exitCode = faults === 0 ? 0 : 1
