import {
  type Failure,
  type InlineResult,
  type InlineTaskType,
  type LogLevel,
  PropertyError,
  type PropertyRenderer,
  propertyProblems,
  renderProperties,
  type ValueMap,
} from '@countersign/core'
import type { EffectTask, TaskResult } from '../define-task.ts'
import type { ExecutionSummary } from '../execution-lookup.ts'
import type { TaskContext, TaskFacts, TaskServices } from '../task-context.ts'
import { isTaskFailure, toFailure } from '../task-failure.ts'
import { type Answers, createAnswerRenderer } from './answer-renderer.ts'

/** A line that a task wrote. */
export interface CapturedLog {
  readonly level: LogLevel
  readonly message: string
}

/** How a task ended in a test, in the words of the engine. */
export interface TaskOutcome {
  readonly state: 'SUCCESS' | 'WARNING' | 'FAILED'
  readonly outputs: ValueMap
  readonly failure: Failure | null
  readonly logs: readonly CapturedLog[]
  /** What an inline task asks the engine to do with the execution. */
  readonly changes: Pick<InlineResult, 'labels' | 'variables' | 'exit'>
}

interface RunTaskOptions {
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
  }
}

const FACTS: TaskFacts = {
  tenant: 'main',
  namespace: 'company.team',
  flowId: 'flow',
  flowRevision: 1,
  executionId: 'execution',
  taskId: 'task',
  taskRunId: 'taskRun',
  attempt: 1,
}

/** 2026-01-02T03:04:05Z, when every test runs unless it says otherwise. */
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)

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
  const logs: CapturedLog[] = []
  const log = (level: LogLevel, message: string) => void logs.push({ level, message })
  const renderer = options.renderer ?? createAnswerRenderer(options.answers ?? {})
  try {
    const input = renderProperties(task.properties, properties, renderer)
    const result =
      task.kind === 'inline'
        ? task.run(input, inlineContext(options, log))
        : await task.run(effectContext(options, log), input)
    return summarise(result, logs)
  } catch (error) {
    const outputs = isTaskFailure(error) ? error.outputs : {}
    return { state: 'FAILED', outputs, failure: toFailure(error), logs, changes: {} }
  }
}

function inlineContext({ context = {} }: RunTaskOptions, log: TaskContext['log']) {
  return { log, now: context.now?.() ?? NOW, variables: context.variables ?? {} }
}

function effectContext({ context = {} }: RunTaskOptions, log: TaskContext['log']): TaskContext {
  return {
    log,
    now: context.now ?? (() => NOW),
    signal: context.signal ?? new AbortController().signal,
    idempotencyKey: context.idempotencyKey ?? 'idempotency-key',
    facts: { ...FACTS, ...context.facts },
    services: context.services ?? {},
    executions: { find: async (id) => context.executions?.find((summary) => summary.id === id) },
    nestedTasks: { run: context.runNested ?? refuseNested },
  }
}

async function refuseNested(): Promise<TaskResult> {
  throw new Error('The test says nothing of tasks that a task brings along; give runTask a `runNested`.')
}

function summarise(result: InlineResult, logs: readonly CapturedLog[]): TaskOutcome {
  const { state = 'SUCCESS', outputs = {}, message = '', labels, variables, exit } = result
  const failure: Failure | null =
    state === 'FAILED' ? { kind: 'task', code: 'TASK_FAILED', message, retryable: true } : null
  const changes = {
    ...(labels === undefined ? {} : { labels }),
    ...(variables === undefined ? {} : { variables }),
    ...(exit === undefined ? {} : { exit }),
  }
  return { state, outputs, failure, logs, changes }
}
