import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  Actor,
  ApprovalRequest,
  Encryption,
  Execution,
  FileStorage,
  Hasher,
  LogEntry,
  RawInputs,
  Storage,
  TaskRun,
  Value,
  ValueMap,
} from '@countersign/core'
import { createMemoryFileStorage } from '@countersign/core/testing'
import { createExpressionEngine } from '@countersign/expression'
import type { EffectTask, PollingTriggerCode } from '@countersign/plugin-sdk'
import type { Caller, CreateExecution } from '../client.ts'
import type { EngineConfig } from '../engine-options.ts'
import { createEngine, type Engine } from '../runtime.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createRecordingLogger, type RecordingLogger } from './recording-logger.ts'
import { createSequentialIds } from './sequential-ids.ts'
import { createTestEncryption } from './test-encryption.ts'
import { createTestCatalogue } from './test-tasks.ts'

export interface EngineHarnessOptions {
  /** Opened and closed by the test. */
  readonly storage: Storage
  readonly hasher: Hasher
  readonly clock?: FakeClock
  /** Default: one of its own, in memory. */
  readonly files?: FileStorage
  /** Effect tasks beside `test.Log`, `test.Return`, `test.Fail` and the engine's own types. */
  readonly effects?: readonly EffectTask[]
  /** Polling triggers. */
  readonly polling?: readonly PollingTriggerCode[]
  readonly secrets?: Readonly<Record<string, string>>
  /** Null: a server without a key. Default: one that only looks like encryption. */
  readonly encryption?: Encryption | null
  readonly config?: Partial<EngineConfig>
  /** Keeps the ids of several engines over one database apart. */
  readonly idPrefix?: string
  readonly onFatal?: (reason: Error) => void
}

/** An engine over a database of the test, with a clock that the test moves. */
export interface EngineHarness {
  readonly engine: Engine
  readonly clock: FakeClock
  readonly logger: RecordingLogger
  readonly storage: Storage
  readonly files: FileStorage
  readonly caller: Caller
  /** Saves a flow. */
  save(source: string): Promise<void>
  /** Starts an execution of `company.team.<flowId>` and waits until nothing is going on. */
  run(
    flowId: string,
    given?: Partial<CreateExecution> & { readonly values?: Readonly<Record<string, Value>> },
  ): Promise<Execution>
  /** Waits until nothing is going on. */
  settle(): Promise<void>
  /** Moves the clock, fires what is due, and waits until nothing is going on. */
  advance(ms: number): Promise<void>
  execution(id: string): Promise<Execution>
  taskRuns(id: string): Promise<readonly TaskRun[]>
  /** Task ids with their states, in order: `a SUCCESS`. */
  states(id: string): Promise<readonly string[]>
  outputs(id: string, taskId: string): Promise<ValueMap>
  messages(id: string): Promise<readonly LogEntry['message'][]>
  requests(id: string): Promise<readonly ApprovalRequest[]>
  /** Actions of the audit log, oldest first. */
  audit(): Promise<readonly string[]>
}

const TEST_ACTOR: Actor = { kind: 'user', id: 'ana', name: 'Ana' }

/** Builds a started engine for tests. `engine.close()` ends it; the storage is the test's. */
export async function createEngineHarness(options: EngineHarnessOptions): Promise<EngineHarness> {
  const { storage, hasher, effects = [], polling = [], secrets = {}, config = {}, idPrefix = 'id' } = options
  const clock = options.clock ?? createFakeClock()
  const logger = createRecordingLogger()
  const files = options.files ?? createMemoryFileStorage(() => clock.now())
  const engine = createEngine({
    storage,
    files,
    catalogue: createTestCatalogue(effects, polling),
    expressions: createExpressionEngine(),
    clock,
    alarms: clock,
    ids: createSequentialIds(idPrefix),
    hasher,
    logger,
    secrets: { find: async (_tenant, _namespace, name) => secrets[name.toUpperCase()] },
    encryption: options.encryption === undefined ? createTestEncryption() : options.encryption,
    // A calendar in which the third of every month is a holiday of France, and no other country is known.
    holidays: { isHoliday: async (day, country) => (country === 'FR' ? day.endsWith('-03') : null) },
    services: {},
    // No grace by default: a test whose task never ends still ends.
    config: {
      url: 'http://localhost:8080',
      host: 'test',
      pid: 1,
      graceMs: 0,
      workDirectory: join(tmpdir(), 'countersign-engine-tests', randomUUID()),
      ...config,
    },
    ...(options.onFatal === undefined ? {} : { onFatal: options.onFatal }),
  })
  await engine.start()
  await engine.idle()
  return harnessOf(engine, { clock, logger, storage, files })
}

function harnessOf(
  engine: Engine,
  { clock, logger, storage, files }: Pick<EngineHarness, 'clock' | 'logger' | 'storage' | 'files'>,
): EngineHarness {
  const caller: Caller = { tenant: 'main', actor: TEST_ACTOR, origin: { door: 'api' } }
  const taskRuns = (id: string) => storage.executions.taskRuns(id)

  async function execution(id: string): Promise<Execution> {
    const found = await storage.executions.find('main', id)
    if (found === null) throw new Error(`There is no execution ${id}`)
    return found
  }

  return {
    engine,
    clock,
    logger,
    storage,
    files,
    caller,
    async save(source) {
      await engine.client.saveFlow(caller, { source, mode: 'upsert' })
    },
    async run(flowId, { values = {}, ...given } = {}) {
      const inputs: RawInputs = new Map(Object.entries(values).map(([id, value]) => [id, { kind: 'value', value }]))
      const create = { namespace: 'company.team', flowId, inputs, labels: [], ...given }
      const created = await engine.client.createExecution(caller, create)
      await engine.idle()
      return created
    },
    settle: () => engine.idle(),
    async advance(ms) {
      clock.advance(ms)
      await engine.tick()
    },
    execution,
    taskRuns,
    states: async (id) => (await taskRuns(id)).map((run) => `${run.taskId} ${run.state}`),
    async outputs(id, taskId) {
      const [row] = await storage.executions.outputs(id, taskId)
      if (row === undefined) throw new Error(`Task ${taskId} of execution ${id} has no outputs`)
      return row.outputs
    },
    messages: async (id) => (await storage.executions.logs(id)).map((line) => line.message),
    requests: (id) => storage.approvals.ofExecution('main', id),
    audit: async () => (await storage.audit.read('main', 0, 10_000)).map((event) => event.action),
  }
}
