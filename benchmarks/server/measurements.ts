import { setTimeout as sleep } from 'node:timers/promises'
import { type BuiltServer, startBuiltServer } from './built-server.ts'
import type { RestClient } from './rest-client.ts'

type Row = Readonly<Record<string, string | number>>

/** A server with the flows saved, and a client of it. */
export interface Subject {
  readonly server: BuiltServer
  readonly client: RestClient
}

/** How much is measured. */
export interface Sizes {
  readonly seconds: number
  readonly callers: number
  /** Executions a second. */
  readonly rate: number
  readonly resumes: number
  readonly paused: number
  /** Executions before anything is measured, so that it is not the compiler that is. */
  readonly warmUp: number
}

/** How long a started server is left alone before its memory is read. */
const IDLE_MS = 5_000

/** Starts on a directory of its own, then again on the same one. Processor time counts what waiting for others does not. */
export async function measureStart(dataDirectory: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const start of ['first, new database', 'second']) {
    const server = await startBuiltServer(dataDirectory)
    const ready = server.usage()
    await sleep(IDLE_MS)
    const idle = server.usage()
    await server.stop()
    rows.push({
      start,
      'ready after ms': server.readyAfterMs,
      'processor ms': ready?.cpuMs ?? 'unknown',
      'idle memory MiB': idle?.residentMiB ?? 'unknown',
    })
  }
  return rows
}

/**
 * Starts as many executions of a flow as go through with callers that each wait for their answer, until all have ended.
 *
 * @param start starts one.
 */
export async function measureThroughput(
  { server, client }: Subject,
  { seconds, callers }: Sizes,
  flowId: string,
  start: () => Promise<unknown>,
): Promise<Row> {
  const used = server.usage()
  const began = performance.now()
  let created = 0
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() - began < seconds * 1_000) {
        await start()
        created += 1
      }
    }),
  )
  await untilCount(client, flowId, created)
  const elapsed = (performance.now() - began) / 1_000
  const usedAfter = server.usage()
  return {
    callers,
    executions: created,
    'executions/s': created / elapsed,
    'server processor µs each': cpuPerEach(used, usedAfter, created),
    'memory after MiB': usedAfter?.residentMiB ?? 'unknown',
  }
}

/** The same at a fixed rate, whether or not the server keeps up: from the moment a call is due to the answer with SUCCESS. */
export async function measureLatency({ client }: Subject, { seconds, rate }: Sizes): Promise<Row> {
  const latencies: number[] = []
  const calls: Promise<void>[] = []
  const began = performance.now()
  while (calls.length < seconds * rate) {
    const due = Math.min(seconds * rate, Math.floor(((performance.now() - began) / 1_000) * rate))
    while (calls.length < due) {
      const planned = began + (calls.length / rate) * 1_000
      const ended = client.create('short', { wait: true })
      calls.push(ended.then(() => void latencies.push(performance.now() - planned)))
    }
    await sleep(1)
  }
  await Promise.all(calls)
  return { 'rate/s': rate, executions: latencies.length, ...percentiles(latencies) }
}

/** From the call that answers a gate to SUCCESS as the execution's history has it, one at a time. */
export async function measureResume({ client }: Subject, { resumes: count }: Sizes): Promise<Row> {
  const latencies: number[] = []
  for (let index = 0; index < count; index += 1) {
    const id = await client.create('gated')
    while ((await client.count('gated', 'PAUSED')) === 0) await sleep(1)
    const asked = Date.now()
    await client.resume(id)
    let reached = await client.successAt(id)
    while (reached === null) {
      await sleep(1)
      reached = await client.successAt(id)
    }
    latencies.push(reached - asked)
  }
  return { resumes: count, ...percentiles(latencies) }
}

/** One call that answers every gate, until each execution has gone on to its Log and ended. */
export async function measureBulk({ server, client }: Subject, { paused: count }: Sizes): Promise<Row> {
  for (let made = 0; made < count; made += 100) {
    await Promise.all(Array.from({ length: Math.min(100, count - made) }, () => client.create('gated')))
  }
  while ((await client.count('gated', 'PAUSED')) < count) await sleep(50)
  const used = server.usage()
  const began = performance.now()
  const resumed = await client.resumeAll('gated')
  const answered = (performance.now() - began) / 1_000
  if (resumed !== count) throw new Error(`${resumed} executions were resumed, not ${count}`)
  await untilCount(client, 'gated', count)
  const elapsed = (performance.now() - began) / 1_000
  return {
    paused: count,
    'answered after s': answered,
    'all ended after s': elapsed,
    'server processor µs each': cpuPerEach(used, server.usage(), count),
  }
}

async function untilCount(client: RestClient, flowId: string, wanted: number): Promise<void> {
  while ((await client.count(flowId, 'SUCCESS')) < wanted) await sleep(20)
}

function cpuPerEach(
  before: ReturnType<BuiltServer['usage']>,
  after: ReturnType<BuiltServer['usage']>,
  count: number,
): number | string {
  return before === null || after === null ? 'unknown' : ((after.cpuMs - before.cpuMs) * 1_000) / count
}

function percentiles(samples: readonly number[]): Row {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'p99 ms': at(0.99), 'max ms': at(1) }
}
