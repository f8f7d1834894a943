import { parseArgs } from 'node:util'
import { POSTGRES_URL_VARIABLE, startPostgres, type TestPostgres } from '../../test/support/postgres.ts'
import { runProgram, UsageError } from '../bootstrap/run-program.ts'
import { closingLine, type Outcome } from './outcome.ts'
import { runCommand, runVitest } from './run-step.ts'
import { type Step, steps } from './steps.ts'

const usage = `npm test: every check there is, one after the other, to the end even where some fail.

  npm test                          everything
  npm test -- --only unit,types     some steps: ${steps.map(({ name }) => name).join(', ')}
  npm test -- packages/core         the tests of some files or folders (as Vitest takes them)`

type Finished = { readonly step: Step; readonly outcome: Outcome; readonly durationMs: number }

async function main(): Promise<number> {
  const selection = selectSteps(process.argv.slice(2))
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interruption.abort())

  const database = sharedDatabase()
  const finished: Finished[] = []
  try {
    for (const [index, step] of selection.steps.entries()) {
      if (interruption.signal.aborted) return 130
      console.log(`\n━━━ ${index + 1}/${selection.steps.length}  ${step.title}  (${step.name})`)
      finished.push(await perform(step, selection.filters, database, interruption.signal))
    }
  } finally {
    await database.close()
  }
  if (interruption.signal.aborted) return 130
  printSummary(finished)
  return finished.every(({ outcome }) => outcome.failed === 0) ? 0 : 1
}

/** What to run for the given arguments. @throws UsageError for a step that does not exist */
function selectSteps(args: string[]): { steps: readonly Step[]; filters: readonly string[] } {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { only: { type: 'string', multiple: true } },
  })
  const names = (values.only ?? []).flatMap((list) => list.split(',')).filter((name) => name !== '')
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) throw new UsageError(`There is no step ${unknown.join(', ')}.`)
  const chosen = names.length === 0 ? steps : steps.filter((step) => names.includes(step.name))
  if (positionals.length === 0) return { steps: chosen, filters: [] }
  const files: Step = {
    name: 'files',
    title: `Tests below ${positionals.join(', ')}`,
    work: { kind: 'vitest', projects: [], postgres: false },
  }
  const some = names.length === 0 ? [files] : chosen.filter((step) => step.work.kind === 'vitest')
  return { steps: some, filters: positionals }
}

async function perform(
  step: Step,
  filters: readonly string[],
  database: SharedDatabase,
  signal: AbortSignal,
): Promise<Finished> {
  const startedAt = performance.now()
  let outcome: Outcome
  try {
    if (step.work.kind === 'vitest' && step.work.postgres) await database.start()
    outcome = await (step.work.kind === 'command'
      ? runCommand(step.work, signal)
      : runVitest(step.work, filters, signal))
  } catch (error) {
    console.error(error)
    outcome = { passed: 0, failed: 1, skipped: 0 }
  }
  const durationMs = performance.now() - startedAt
  console.log(`${outcome.failed === 0 ? '✓' : '✗'} ${step.title}: ${closingLine([outcome])} in ${seconds(durationMs)}`)
  return { step, outcome, durationMs }
}

type SharedDatabase = { start(): Promise<void>; close(): Promise<void> }

/** One PostgreSQL server for all steps, started when the first one needs it and named in the environment of the others. */
function sharedDatabase(): SharedDatabase {
  let server: TestPostgres | undefined
  return {
    start: async () => {
      server ??= await startPostgres()
      process.env[POSTGRES_URL_VARIABLE] = server.url
    },
    close: async () => server?.stop(),
  }
}

function printSummary(finished: readonly Finished[]): void {
  console.log('\n━━━ Summary')
  for (const { step, outcome, durationMs } of finished) {
    const mark = outcome.failed === 0 ? '✓' : '✗'
    console.log(`${mark} ${step.title.padEnd(52)} ${seconds(durationMs).padStart(8)}   ${closingLine([outcome])}`)
  }
  const total = finished.reduce((sum, { durationMs }) => sum + durationMs, 0)
  console.log(`  ${'together'.padEnd(52)} ${seconds(total).padStart(8)}\n`)
  console.log(closingLine(finished.map(({ outcome }) => outcome)))
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1_000).toFixed(1)} s`
}

await runProgram(usage, main)
