import {
  type Failure,
  type FileStorage,
  type InlineResult,
  type InlineTaskType,
  type LogLevel,
  type MetricType,
  PropertyError,
  type PropertyRenderer,
  propertyProblems,
  renderProperties,
  type StoredLog,
  type ValueMap,
} from '@countersign/core'
import type { EffectTask, TaskResult } from '../define-task.ts'
import type { ExecutionSummary } from '../execution-lookup.ts'
import type { TaskContext, TaskFacts, TaskServices } from '../task-context.ts'
import type { TaskEngine } from '../task-engine.ts'
import { isTaskFailure, toFailure } from '../task-failure.ts'
import type { NamespaceFiles, TaskCache } from '../task-files.ts'
import type { TaskKv } from '../task-kv.ts'
import { type Answers, createAnswerRenderer } from './answer-renderer.ts'
import { createTestContext, type TestContext } from './test-context.ts'

/** A line that a task wrote. */
export interface CapturedLog {
  readonly level: LogLevel
  readonly message: string
}

/** A measurement that a task recorded. */
export interface CapturedMetric {
  readonly name: string
  readonly type: MetricType
  readonly value: number
  readonly tags: Readonly<Record<string, string>>
}

/** How a task ended in a test, in the words of the engine. */
export interface TaskOutcome {
  readonly state: 'SUCCESS' | 'WARNING' | 'FAILED'
  readonly outputs: ValueMap
  readonly failure: Failure | null
  readonly logs: readonly CapturedLog[]
  readonly metrics: readonly CapturedMetric[]
  /** What an inline task asks the engine to do with the execution. */
  readonly changes: Pick<InlineResult, 'labels' | 'variables' | 'exit'>
}

export interface RunTaskOptions {
  /** What expressions give, by the text between the braces. */
  readonly answers?: Answers
  /** Renders instead of `answers`, for a test that wants the language itself. */
  readonly renderer?: PropertyRenderer
  /** Replaces parts of the context: services, signal, facts ... */
  readonly context?: {
    readonly services?: TaskServices
    readonly signal?: AbortSignal
    readonly facts?: Partial<TaskFacts>
    readonly idempotencyKey?: string
    readonly now?: () => number
    readonly variables?: ValueMap
    /** The executions that the task can find. */
    readonly executions?: readonly ExecutionSummary[]
    /** Stands in for the engine when the task brings another one along. */
    readonly runNested?: (yaml: string) => Promise<TaskResult>
    /** Sees each line when it is written, for tests of tasks that go on. */
    readonly onLog?: (line: CapturedLog) => void
    /** Keep the storage to put files there before, and to look at them after. Default: a storage of its own. */
    readonly storage?: FileStorage
    readonly namespaceFiles?: NamespaceFiles
    readonly kv?: TaskKv
    /** A directory of the test, which is not removed. Default: one for the run alone. */
    readonly workingDirectory?: string
    /** Default: one that is empty at first. */
    readonly cache?: TaskCache
    /** What `batchOutputs` gives. */
    readonly batchOutputs?: readonly ValueMap[]
    /** What the test lets the engine do; everything else rejects. */
    readonly engine?: Partial<TaskEngine>
    /** Lines that `executionLogs` reads. */
    readonly executionLogs?: readonly StoredLog[]
  }
}

/**
 * Runs a task once, as the engine would: renders the properties, runs it, and turns what it throws into a failure.
 *
 * @throws PropertyError when a flow with these properties could not be saved at all.
 * @example
 * ```ts
 * const outcome = await runTask(request, { uri: '{{ kv("URL") }}' }, { answers: { 'kv("URL")': server.url } })
 * expect(outcome.outputs.code).toBe(200)
 * ```
 */
export async function runTask(
  task: EffectTask | InlineTaskType,
  properties: ValueMap,
  options: RunTaskOptions = {},
): Promise<TaskOutcome> {
  const problems = propertyProblems(task.properties, properties)
  if (problems.length > 0) throw new PropertyError(problems.map((problem) => problem.message).join('\n'))
  const renderer = options.renderer ?? createAnswerRenderer(options.answers ?? {})
  const test = createTestContext(options, renderer)
  try {
    const input = renderProperties(task.properties, properties, renderer)
    const result =
      task.kind === 'inline'
        ? task.run(input, inlineContext(options, test.context))
        : await task.run(test.context, input)
    return summarise(result, test)
  } catch (error) {
    const outputs = isTaskFailure(error) ? error.outputs : {}
    const { logs, metrics } = test
    return { state: 'FAILED', outputs, failure: toFailure(error), logs, metrics, changes: {} }
  } finally {
    await test.close()
  }
}

function inlineContext({ context = {} }: RunTaskOptions, { log, now }: TaskContext) {
  return { log, now: now(), variables: context.variables ?? {} }
}

function summarise(result: InlineResult, { logs, metrics }: TestContext): TaskOutcome {
  const { state = 'SUCCESS', outputs = {}, message = '', labels, variables, exit } = result
  const failure: Failure | null =
    state === 'FAILED' ? { kind: 'task', code: 'TASK_FAILED', message, retryable: true } : null
  const changes = {
    ...(labels === undefined ? {} : { labels }),
    ...(variables === undefined ? {} : { variables }),
    ...(exit === undefined ? {} : { exit }),
  }
  return { state, outputs, failure, logs, metrics, changes }
}
