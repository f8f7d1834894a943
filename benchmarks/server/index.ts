import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchReport, BenchSuite, BenchTable } from '../../scripts/bench/report.ts'
import { ensureServerBuilt } from '../../scripts/bootstrap/server-build.mjs'
import { startBuiltServer } from './built-server.ts'
import {
  measureBulk,
  measureLatency,
  measureResume,
  measureStart,
  measureThroughput,
  type Sizes,
  type Subject,
} from './measurements.ts'
import { createRestClient } from './rest-client.ts'

const FULL: Sizes = { seconds: 5, callers: 64, rate: 500, resumes: 200, paused: 10_000, warmUp: 3_000 }
const QUICK: Sizes = { seconds: 1, callers: 64, rate: 500, resumes: 20, paused: 1_000, warmUp: 300 }

/** One table for each part; further words of the command line pick parts. Each has a data directory of its own. */
const PARTS: Readonly<Record<string, (dataDirectory: string, sizes: Sizes) => Promise<BenchTable>>> = {
  start: async (directory) => ({ title: 'From nothing to ready, and at rest', rows: await measureStart(directory) }),
  throughput: async (directory, sizes) => ({
    title: 'POST an execution → OutputValues → Log, sustained',
    rows: [
      await onServer(directory, sizes, (subject) =>
        measureThroughput(subject, sizes, 'short', () => subject.client.create('short')),
      ),
    ],
  }),
  webhook: async (directory, sizes) => ({
    title: 'The same flow started by its webhook, sustained',
    rows: [
      await onServer(directory, sizes, (subject) =>
        measureThroughput(subject, sizes, 'hooked', () => subject.client.callWebhook('hooked')),
      ),
    ],
  }),
  latency: async (directory, sizes) => ({
    title: 'The same at a fixed rate with wait=true: from the call to the answer with SUCCESS',
    rows: [await onServer(directory, sizes, (subject) => measureLatency(subject, sizes))],
  }),
  resume: async (directory, sizes) => ({
    title: 'From POST resume to SUCCESS, one more task after the gate, one at a time',
    rows: [await onServer(directory, sizes, (subject) => measureResume(subject, sizes))],
  }),
  bulk: async (directory, sizes) => ({
    title: 'POST resume/by-query: every gate answered with one call, each execution going on to a Log',
    rows: [await onServer(directory, sizes, (subject) => measureBulk(subject, sizes))],
  }),
}

/**
 * What is shipped, as somebody meets it: the built server in a process of its own on SQLite, over HTTP on the loopback
 * interface, with Basic credentials. The client runs on the same machine and takes its share of the processor.
 */
export const run: BenchSuite['run'] = async ({ quick, only }): Promise<BenchReport> => {
  const sizes = quick ? QUICK : FULL
  ensureServerBuilt()
  const tables: BenchTable[] = []
  for (const [name, measure] of Object.entries(PARTS)) {
    if (only.length > 0 && !only.includes(name)) continue
    const directory = await mkdtemp(join(tmpdir(), 'countersign-bench-'))
    try {
      tables.push(await measure(directory, sizes))
    } finally {
      await rm(directory, { recursive: true })
    }
  }
  return {
    settings: { ...sizes, database: 'SQLite in a file: WAL, synchronous = full' },
    tables,
    notes: ['Server and client share the processors: on two cores the client takes up to one of them.'],
  }
}

async function onServer<T>(
  dataDirectory: string,
  { warmUp }: Sizes,
  measure: (subject: Subject) => Promise<T>,
): Promise<T> {
  const server = await startBuiltServer(dataDirectory)
  const client = createRestClient(server)
  try {
    await client.saveFlows()
    for (let made = 0; made < warmUp; made += 50) {
      await Promise.all(Array.from({ length: 50 }, () => client.create('warm-up', { wait: true })))
    }
    return await measure({ server, client })
  } finally {
    client.close()
    await server.stop()
  }
}
