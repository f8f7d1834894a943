import type { BenchReport, BenchSuite, BenchTable } from '../../scripts/bench/report.ts'
import { type BenchEngine, openPostgresEngine, openSqliteEngine, POSTGRES_URL_VARIABLE } from './bench-engine.ts'
import { GATED_FLOW, LOOP_FLOW, READING_LOOP_FLOW, SHORT_FLOW, WIDE_LOOP_FLOW } from './flows.ts'
import { measureBulk, measureLatency, measureLoop, measureResume, measureThroughput } from './measurements.ts'

interface Sizes {
  readonly seconds: number
  readonly callers: number
  readonly rate: number
  readonly resumes: number
  readonly paused: number
  readonly loops: readonly number[]
}

const FULL: Sizes = {
  seconds: 5,
  callers: 512,
  rate: 500,
  resumes: 300,
  paused: 10_000,
  loops: [1_000, 10_000, 100_000],
}
const QUICK: Sizes = { seconds: 1, callers: 512, rate: 500, resumes: 30, paused: 1_000, loops: [1_000, 10_000] }

/** One table for each part; further words of the command line pick parts. */
const PARTS: Readonly<Record<string, (bench: BenchEngine, sizes: Sizes) => Promise<BenchTable>>> = {
  throughput: async (bench, { seconds, callers }) => ({
    title: 'Create → OutputValues → Log, sustained',
    rows: [await measureThroughput(bench, seconds, callers)],
  }),
  latency: async (bench, { seconds, rate }) => ({
    title: 'The same at a fixed rate: from the call to SUCCESS',
    rows: [await measureLatency(bench, seconds, rate)],
  }),
  resume: async (bench, { resumes }) => ({
    title: 'From the answer at a gate to SUCCESS, one more task after it, one at a time',
    rows: [await measureResume(bench, resumes)],
  }),
  bulk: async (bench, { paused }) => ({
    title: 'Bulk decision: every gate answered at once, each execution going on to a Log',
    rows: [await measureBulk(bench, paused)],
  }),
  loops: async (bench, { loops }) => {
    const rows: BenchTable['rows'][number][] = []
    for (const flowId of ['loop', 'wide-loop', 'reading-loop']) {
      for (const size of loops) rows.push(await measureLoop(bench, flowId, size))
    }
    return { title: 'ForEach, one Return for each value (reading-loop: two, the second reads the first)', rows }
  },
}

/**
 * The engine by itself: its client is called in this process, so that neither HTTP nor login is in the numbers. SQLite in a
 * file, and PostgreSQL where the environment names a server.
 */
export const run: BenchSuite['run'] = async ({ quick, only }): Promise<BenchReport> => {
  const sizes = quick ? QUICK : FULL
  const flows = [SHORT_FLOW, GATED_FLOW, LOOP_FLOW, WIDE_LOOP_FLOW, READING_LOOP_FLOW]
  const server = process.env[POSTGRES_URL_VARIABLE]
  const tables: BenchTable[] = []
  for (const [name, measure] of Object.entries(PARTS)) {
    if (only.length > 0 && !only.includes(name)) continue
    tables.push(await onNewDatabase('SQLite', () => openSqliteEngine(flows), measure, sizes))
    if (server) tables.push(await onNewDatabase('PostgreSQL', () => openPostgresEngine(server, flows), measure, sizes))
  }
  return {
    settings: { ...sizes, durability: 'SQLite: WAL, synchronous = full; PostgreSQL: as the server is configured' },
    tables,
    notes: server ? [] : [`PostgreSQL was left out: ${POSTGRES_URL_VARIABLE} names no server.`],
  }
}

/** Each part has a database of its own, so that none pays for the rows of the one before. */
async function onNewDatabase(
  name: string,
  open: () => Promise<BenchEngine>,
  measure: (bench: BenchEngine, sizes: Sizes) => Promise<BenchTable>,
  sizes: Sizes,
): Promise<BenchTable> {
  const bench = await open()
  try {
    const { title, rows } = await measure(bench, sizes)
    return { title: `${title} (${name})`, rows }
  } finally {
    await bench.close()
  }
}
