import { isTerminated, type RawInputs } from '@countersign/core'
import { type BenchEngine, CALLER } from './bench-engine.ts'

type Row = Readonly<Record<string, string | number>>

const NAME: RawInputs = new Map([['name', { kind: 'text', text: 'Ada' }]])
const APPROVED: RawInputs = new Map([['approved', { kind: 'text', text: 'true' }]])

/** Create → OutputValues → Log, as many as go through with a number of callers that each wait for their answer. */
export async function measureThroughput(bench: BenchEngine, seconds: number, callers: number): Promise<Row> {
  let ended = 0
  const stop = bench.engine.client.followTenant('main', ({ execution }) => {
    if (execution.state === 'SUCCESS') ended += 1
  })
  const until = performance.now() + seconds * 1_000
  const started = performance.now()
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) await bench.start('short', NAME)
    }),
  )
  await bench.engine.idle()
  const elapsed = (performance.now() - started) / 1_000
  stop()
  return { callers, executions: ended, 'executions/s': ended / elapsed }
}

/** The same at a fixed rate, whether or not the engine keeps up: from the call to SUCCESS. */
export async function measureLatency(bench: BenchEngine, seconds: number, rate: number): Promise<Row> {
  const latencies: number[] = []
  const calls: Promise<void>[] = []
  const begin = performance.now()
  const total = seconds * rate
  while (calls.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - begin) / 1_000) * rate))
    while (calls.length < due) {
      const planned = begin + (calls.length / rate) * 1_000
      calls.push(untilSuccess(bench).then(() => void latencies.push(performance.now() - planned)))
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(calls)
  return { 'rate/s': rate, executions: latencies.length, ...percentiles(latencies) }
}

async function untilSuccess(bench: BenchEngine): Promise<void> {
  const { id } = await bench.start('short', NAME)
  const ended = await bench.engine.client.waitForEnd('main', id, new AbortController().signal)
  if (ended.state !== 'SUCCESS') throw new Error(`Execution ${id} ended in ${ended.state}`)
}

/** From the answer to a gate to SUCCESS of its execution, one at a time. */
export async function measureResume(bench: BenchEngine, count: number): Promise<Row> {
  const { client } = bench.engine
  const latencies: number[] = []
  for (let index = 0; index < count; index += 1) {
    const { id } = await bench.start('gated')
    await bench.engine.idle()
    const answered = performance.now()
    const ended = client.waitForEnd('main', id, new AbortController().signal)
    await client.decide(CALLER, { address: { executionId: id }, inputs: APPROVED })
    await ended
    latencies.push(performance.now() - answered)
  }
  return { resumes: count, ...percentiles(latencies) }
}

/** All gates of many paused executions answered in one go, each execution going on to a Log. */
export async function measureBulk(bench: BenchEngine, count: number): Promise<Row> {
  const { client } = bench.engine
  const ids: string[] = []
  for (let made = 0; made < count; made += 500) {
    const batch = Array.from({ length: Math.min(500, count - made) }, () => bench.start('gated'))
    ids.push(...(await Promise.all(batch)).map(({ id }) => id))
  }
  await bench.engine.idle()
  const waiting = new Set(ids)
  const stop = client.followTenant('main', ({ execution }) => {
    if (isTerminated(execution.state)) waiting.delete(execution.id)
  })
  const begin = performance.now()
  await Promise.all(ids.map((executionId) => client.decide(CALLER, { address: { executionId }, inputs: APPROVED })))
  await bench.engine.idle()
  const elapsed = (performance.now() - begin) / 1_000
  stop()
  if (waiting.size > 0) throw new Error(`${waiting.size} executions did not end`)
  return { paused: count, seconds: elapsed, 'decisions/s': count / elapsed }
}

/** A loop over so many values, from the call to SUCCESS. `rssMiB` is what the whole process takes after it. */
export async function measureLoop(bench: BenchEngine, flowId: string, size: number): Promise<Row> {
  const begin = performance.now()
  const inputs: RawInputs = new Map([['size', { kind: 'value', value: size }]])
  const { id } = await bench.start(flowId, inputs)
  const ended = await bench.engine.client.waitForEnd('main', id, new AbortController().signal)
  const elapsed = (performance.now() - begin) / 1_000
  if (ended.state !== 'SUCCESS') throw new Error(`Execution ${id} ended in ${ended.state}`)
  const rssMiB = process.memoryUsage.rss() / 1024 / 1024
  return { flow: flowId, values: size, seconds: elapsed, 'iterations/s': size / elapsed, rssMiB }
}

function percentiles(samples: readonly number[]): Row {
  const sorted = samples.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'p99 ms': at(0.99), 'max ms': at(1) }
}
