import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Execution, FLOWABLE_TYPES, type Ids, type Logger, type RawInputs } from '@countersign/core'
import { createMemoryFileStorage } from '@countersign/core/testing'
import { type Caller, createEngine, type Engine } from '@countersign/engine'
import { createExpressionEngine } from '@countersign/expression'
import { createCatalogue } from '@countersign/plugin-sdk'
import { builtinTasks } from '@countersign/plugins'
import { createStorage, type DatabaseLocation } from '@countersign/storage'
import pg from 'pg'

/** Names a durable PostgreSQL server to measure, for a user who may create databases. */
export const POSTGRES_URL_VARIABLE = 'COUNTERSIGN_BENCH_POSTGRES_URL'

export const CALLER: Caller = {
  tenant: 'main',
  actor: { kind: 'service', id: 'bench', name: 'Benchmark' },
  origin: { door: 'api' },
}

/** An engine over a new database of its own. */
export interface BenchEngine {
  readonly engine: Engine
  start(flowId: string, inputs?: RawInputs): Promise<Execution>
  close(): Promise<void>
}

const clock = { now: () => Date.now() }
const hasher = { sha256: (text: string) => createHash('sha256').update(text).digest('hex') }
const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message, fields) => console.error(message, fields),
  error: (message, fields) => console.error(message, fields),
  child: () => silent,
}

/** The embedded default: SQLite in a file. */
export async function openSqliteEngine(flows: readonly string[]): Promise<BenchEngine> {
  const directory = await mkdtemp(join(tmpdir(), 'countersign-bench-'))
  return openEngine({ file: join(directory, 'bench.db') }, flows, () => rm(directory, { recursive: true }))
}

export async function openPostgresEngine(server: string, flows: readonly string[]): Promise<BenchEngine> {
  const name = `bench_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await execute(server, `create database ${name}`)
  return openEngine({ url: url.href }, flows, () => execute(server, `drop database ${name} with (force)`))
}

async function openEngine(
  location: DatabaseLocation,
  flows: readonly string[],
  remove: () => Promise<void>,
): Promise<BenchEngine> {
  const storage = await createStorage({ ...location, clock, hasher, logger: silent })
  const engine = createEngine({
    storage,
    files: createMemoryFileStorage(() => clock.now()),
    catalogue: createCatalogue([...builtinTasks, ...FLOWABLE_TYPES]),
    expressions: createExpressionEngine(),
    clock,
    ids: createBenchIds(),
    hasher,
    logger: silent,
    secrets: { find: async () => undefined },
    encryption: null,
    services: {},
    config: {
      url: 'http://localhost:8080',
      host: 'bench',
      pid: process.pid,
      workDirectory: join(tmpdir(), 'countersign-bench'),
    },
  })
  await engine.start()
  for (const source of flows) await engine.client.saveFlow(CALLER, { source, mode: 'create' })
  return {
    engine,
    start: (flowId, inputs = new Map()) =>
      engine.client.createExecution(CALLER, { namespace: 'bench', flowId, inputs, labels: [], from: 'api' }),
    async close() {
      await engine.close()
      await storage.close()
      await remove()
    },
  }
}

/** Ids that sort by creation, as long as the server's. */
function createBenchIds(): Ids {
  const prefix = randomBytes(4).toString('hex')
  let count = 0
  return {
    next: () => {
      count += 1
      return `${prefix}${String(count).padStart(14, '0')}`
    },
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
