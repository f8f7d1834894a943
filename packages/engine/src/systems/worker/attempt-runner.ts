import {
  type AttemptResult,
  type Execution,
  type Failure,
  parseDuration,
  renderProperties,
  type ValueMap,
} from '@countersign/core'
import type { EffectTask, TaskContext } from '@countersign/plugin-sdk'
import { type AttemptRecords, createAttemptContext } from './attempt-context.ts'
import { failureOf, outputsOf, TimeoutFailure, tooLarge } from './attempt-failure.ts'
import { AttemptLog } from './attempt-log.ts'
import { AttemptMetrics } from './attempt-metrics.ts'
import type { AttemptInput, AttemptRunnerOptions } from './attempt-parts.ts'
import { AnswerTrouble, renderAttempt } from './attempt-rendering.ts'

/**
 * Runs an attempt from rendering to result. Null when it was told to stop: nobody wants the result of a cancelled one, and
 * one that was handed back is run again by the next owner. Rejects when the engine itself could not do its part.
 */
export type AttemptRunner = (input: AttemptInput) => Promise<AttemptResult | null>

interface Finished {
  readonly state: AttemptResult['state']
  readonly outputs: ValueMap
  readonly failure: Failure | null
}

/**
 * Renders the task's properties with whatever answers they need, runs the task under its timeout, and reports how it ended.
 * Whatever the task throws is a failure of the attempt, never of the worker. Secrets are masked in everything that people read.
 */
export function createAttemptRunner(options: AttemptRunnerOptions): AttemptRunner {
  const { clock, masker } = options
  return async (input) => {
    const { run, node, hot, signal } = input
    const startedAt = clock.now()
    const mask = (text: string) => masker.mask(run.tenant, run.executionId, text)
    const minimum = node.task.logLevel
    const log = new AttemptLog({ execution: hot.execution, run, attempt: run.attempts.length - 1, minimum, clock })
    const keep = () => keepNewLines(options, hot.execution, log, mask)
    const metrics = new AttemptMetrics({ execution: hot.execution, run, clock })
    const records = { log, metrics }
    const { state, outputs, failure } = await withLiveLog(options, keep, () => work(options, input, records))
    if (signal.aborted) {
      await keep()
      return null
    }
    if (failure !== null) log.write('ERROR', failure.message)
    return {
      state,
      outputs,
      failure: failure === null ? null : { ...failure, message: mask(failure.message) },
      startedAt,
      endedAt: clock.now(),
      logs: log.end(mask),
      metrics: metrics.all,
    }
  }
}

/** How long lines of a running attempt may wait before they can be read. */
const LIVE_LOG_MS = 1_000

/** Keeps new lines every second while the work goes on; a short attempt brings its lines with its result alone. */
async function withLiveLog<T>(
  { alarms, clock }: Pick<AttemptRunnerOptions, 'alarms' | 'clock'>,
  keep: () => Promise<void>,
  work: () => Promise<T>,
): Promise<T> {
  let callOff = () => {}
  let kept = Promise.resolve()
  const wait = () => {
    callOff = alarms.set(clock.now() + LIVE_LOG_MS, () => {
      kept = kept.then(keep)
      wait()
    })
  }
  wait()
  try {
    return await work()
  } finally {
    callOff()
    await kept
  }
}

/** Lines that cannot be kept now are lost with a crash only: the database that refuses them will refuse the result too. */
async function keepNewLines(
  { keepLines }: Pick<AttemptRunnerOptions, 'keepLines'>,
  execution: Execution,
  log: AttemptLog,
  mask: (text: string) => string,
): Promise<void> {
  const lines = log.take(mask)
  if (lines.length > 0) await keepLines(execution, lines)
}

async function work(options: AttemptRunnerOptions, input: AttemptInput, records: AttemptRecords): Promise<Finished> {
  const type = workOf(input)
  const task = options.catalogue.effect(type)
  if (task === undefined) return failed(pluginMissing(type))
  try {
    const rendered = await renderTask(options, input, task)
    const result = await underTimeout(options, input, rendered.timeoutMs, (signal) =>
      runTask(options, input, records, signal, (context) => task.run(context, rendered.properties)),
    )
    const outputs = result.outputs ?? {}
    const excess = tooLarge(outputs, options.maxOutputLength)
    if (excess !== null) return failed(excess)
    return { state: result.state ?? 'SUCCESS', outputs, failure: null }
  } catch (error) {
    if (error instanceof AnswerTrouble) throw error.cause
    const outputs = outputsOf(error)
    return {
      state: 'FAILED',
      outputs: tooLarge(outputs, options.maxOutputLength) === null ? outputs : {},
      failure: failureOf(error),
    }
  }
}

/** What is done in an attempt: the task's own work, or for a container what it needs before or after its children. */
function workOf({ node, run }: AttemptInput): string {
  return run.waiting?.kind === 'work' ? `${node.task.type}$${run.waiting.phase}` : node.task.type
}

function failed(failure: Failure): Finished {
  return { state: 'FAILED', outputs: {}, failure }
}

function pluginMissing(type: string): Failure {
  const message = `This server cannot run tasks of type \`${type}\`; install the plugin, or change the task`
  return { kind: 'plugin-unavailable', code: 'TASK_TYPE_UNKNOWN', message, retryable: false }
}

interface RenderedTask {
  readonly properties: Readonly<Record<string, unknown>>
  readonly timeoutMs: number | null
}

async function renderTask(options: AttemptRunnerOptions, input: AttemptInput, task: EffectTask): Promise<RenderedTask> {
  const { timeout, properties } = input.node.task
  return renderAttempt(options, input, (renderer) => ({
    properties: renderProperties(task.properties, properties, renderer),
    // The timeout of a container is none of its work before and after (engine.md 4).
    timeoutMs: timeout === undefined || input.run.waiting !== null ? null : parseDuration(renderer.text(timeout)),
  }))
}

/** Runs the task in a context of its own, and clears away what it had on disk once it is done, however late that is. */
async function runTask<T>(
  options: AttemptRunnerOptions,
  input: AttemptInput,
  { log, metrics }: AttemptRecords,
  signal: AbortSignal,
  run: (context: TaskContext) => Promise<T>,
): Promise<T> {
  const { context, directory } = createAttemptContext(options, { ...input, signal }, { log, metrics })
  try {
    return await run(context)
  } finally {
    await directory.remove()
  }
}

/** The task is told by its signal; it is not waited for longer, so that one that does not listen cannot hold up its flow. */
async function underTimeout<T>(
  { alarms, clock }: AttemptRunnerOptions,
  { signal: stop }: AttemptInput,
  timeoutMs: number | null,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const timeout = new AbortController()
  const signal = AbortSignal.any([stop, timeout.signal])
  const callOff =
    timeoutMs === null
      ? () => {}
      : alarms.set(clock.now() + timeoutMs, () => timeout.abort(new TimeoutFailure(timeoutMs)))
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  try {
    signal.throwIfAborted()
    return await Promise.race([work(signal), aborted])
  } finally {
    callOff()
  }
}
