import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { startPostgres } from '../../test/support/postgres.ts'
import { checkout } from '../bootstrap/checkout.mjs'
import { runProgram, UsageError } from '../bootstrap/run-program.ts'
import { describeCommit, describeMachine } from './machine.ts'
import { printTable } from './print-table.ts'
import type { BenchOptions, BenchSuite } from './report.ts'

/** Names a PostgreSQL server on which suites may create databases. */
const SERVER_VARIABLE = 'COUNTERSIGN_BENCH_POSTGRES_URL'

const usage = `npm run bench: measures speed and size.

  npm run bench                        every suite below benchmarks/
  npm run bench -- engine              one suite; further words go to the suite
  npm run bench -- expression --quick  few rounds

Suites find a PostgreSQL server whose durability is on in ${SERVER_VARIABLE}; one is started unless it is set.
Prints tables and writes benchmarks/results/<suite>.json with the machine, the commit and the settings.`

const benchmarks = join(checkout, 'benchmarks')

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  })
  const known = readdirSync(benchmarks)
    .filter((name) => existsSync(join(benchmarks, name, 'index.ts')))
    .sort()
  const [wanted, ...only] = positionals
  if (known.length === 0 || (wanted !== undefined && !known.includes(wanted))) {
    throw new UsageError(`There is no suite ${wanted ?? 'below benchmarks/'}. Suites: ${known.join(', ') || 'none'}.`)
  }
  const database = process.env[SERVER_VARIABLE] ? undefined : await startPostgres({ durable: true })
  if (database) process.env[SERVER_VARIABLE] = database.url
  try {
    for (const name of wanted === undefined ? known : [wanted]) await measure(name, { quick: values.quick, only })
  } finally {
    await database?.stop()
  }
  return 0
}

async function measure(name: string, options: BenchOptions): Promise<void> {
  console.log(`\n━━━ ${name}${options.quick ? ' (quick: not to be quoted)' : ''}`)
  const suite = await loadSuite(name)
  const startedAt = new Date().toISOString()
  const report = await suite.run(options)
  for (const table of report.tables) console.log(`\n${printTable(table)}`)
  for (const note of report.notes ?? []) console.log(`\n${note}`)

  const results = join(benchmarks, 'results')
  mkdirSync(results, { recursive: true })
  const file = join(results, `${name}${options.quick ? '.quick' : ''}.json`)
  const document = { suite: name, startedAt, ...describeCommit(), machine: describeMachine(), options, ...report }
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`)
  console.log(`\nWritten to ${file.slice(checkout.length + 1)}`)
}

async function loadSuite(name: string): Promise<BenchSuite> {
  const module: Partial<BenchSuite> = await import(pathToFileURL(join(benchmarks, name, 'index.ts')).href)
  if (typeof module.run !== 'function') throw new Error(`benchmarks/${name}/index.ts does not export run().`)
  return { run: module.run }
}

await runProgram(usage, main)
