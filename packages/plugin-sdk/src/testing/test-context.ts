import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMap, type PropertyRenderer, type Value, type ValueMap } from '@countersign/core'
import { createMemoryFileStorage } from '@countersign/core/testing'
import type { TaskResult } from '../define-task.ts'
import type { TaskContext, TaskFacts } from '../task-context.ts'
import type { TaskEngine } from '../task-engine.ts'
import { createAnswerRenderer } from './answer-renderer.ts'
import { createMemoryTaskCache } from './memory-task-cache.ts'
import { createMemoryNamespaceFiles, createTestExecutionLogs, createTestTaskFiles } from './memory-task-files.ts'
import { createMemoryTaskKv } from './memory-task-kv.ts'
import type { CapturedLog, CapturedMetric, RunTaskOptions } from './run-task.ts'

/** The context of one run of a task in a test, and what the task did with it. */
export interface TestContext {
  readonly context: TaskContext
  readonly logs: readonly CapturedLog[]
  readonly metrics: readonly CapturedMetric[]
  /** Removes the working directory. */
  close(): Promise<void>
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
  value: null,
}

/** A test says itself what the engine does. */
const REFUSING_ENGINE: TaskEngine = {
  countExecutions: () => refused('countExecutions'),
  resumeExecution: () => refused('resumeExecution'),
  purgeExecutions: () => refused('purgeExecutions'),
  purgeLogs: () => refused('purgeLogs'),
}

function refused(name: string): Promise<never> {
  return Promise.reject(new Error(`The test gives no \`context.engine.${name}\``))
}

/** 2026-01-02T03:04:05Z, when every test runs unless it says otherwise. */
const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)

export function createTestContext(options: RunTaskOptions, renderer: PropertyRenderer): TestContext {
  const given = options.context ?? {}
  const now = given.now ?? (() => NOW)
  const facts = { ...FACTS, ...given.facts }
  const logs: CapturedLog[] = []
  const metrics: CapturedMetric[] = []
  const directory = createDirectory()
  const context: TaskContext = {
    log(level, message) {
      logs.push({ level, message })
      given.onLog?.({ level, message })
    },
    now,
    signal: given.signal ?? new AbortController().signal,
    idempotencyKey: given.idempotencyKey ?? 'idempotency-key',
    facts,
    services: given.services ?? {},
    executions: { find: async (id) => given.executions?.find((summary) => summary.id === id) },
    nestedTasks: { run: given.runNested ?? refuseNested },
    files: createTestTaskFiles(given.storage ?? createMemoryFileStorage(now), facts),
    namespaceFiles: given.namespaceFiles ?? createMemoryNamespaceFiles(),
    cache: given.cache ?? createMemoryTaskCache(now),
    batchOutputs: () => listed(given.batchOutputs ?? []),
    executionLogs: createTestExecutionLogs(given.executionLogs ?? []),
    kv: given.kv ?? createMemoryTaskKv(),
    engine: { ...REFUSING_ENGINE, ...given.engine },
    workingDir: async () => given.workingDirectory ?? directory.path(),
    metric: (name, type, value, tags = {}) => void metrics.push({ name, type, value, tags }),
    render: async (template, variables = {}) => renderLate(template, variables, options, renderer),
  }
  return { context, logs, metrics, close: directory.remove }
}

async function* listed<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items
}

async function refuseNested(): Promise<TaskResult> {
  throw new Error('The test says nothing of tasks that a task brings along; give runTask a `runNested`.')
}

function createDirectory() {
  let made: Promise<string> | null = null
  return {
    path: () => {
      made ??= mkdtemp(join(tmpdir(), 'countersign-test-'))
      return made
    },
    async remove() {
      if (made !== null) await rm(await made, { recursive: true, force: true })
    },
  }
}

/** Variables answer expressions by their paths: `{ user: { id: 1 } }` answers `{{ user.id }}`. */
function renderLate(template: Value, variables: ValueMap, options: RunTaskOptions, renderer: PropertyRenderer): Value {
  const late = options.renderer ?? createAnswerRenderer({ ...options.answers, ...byPath(variables) })
  const deep = (value: Value): Value => {
    if (typeof value === 'string') return late.text(value)
    if (Array.isArray(value)) return value.map(deep)
    return isMap(value)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [renderer.text(key), deep(one)]))
      : value
  }
  return typeof template === 'string' ? late.typed(template) : deep(template)
}

function byPath(variables: ValueMap, prefix = ''): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([key, value]): [string, Value][] => [
      [prefix + key, value],
      ...(isMap(value) ? Object.entries(byPath(value, `${prefix}${key}.`)) : []),
    ]),
  )
}
