import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FileStorage, FLOWABLE_TYPES, type Logger } from '@countersign/core'
import { createMemoryFileStorage } from '@countersign/core/testing'
import { createEngine, type EngineClient } from '@countersign/engine'
import { createExpressionEngine } from '@countersign/expression'
import { createCatalogue } from '@countersign/plugin-sdk'
import { builtinTasks, builtinTriggers, partTasks } from '@countersign/plugins'
import { createStorage, type SqlStorage } from '@countersign/storage'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import type { AppFacts, AppPorts } from '../app/app-ports.ts'
import { createApp } from '../app/create-app.ts'
import { createEncryption } from '../platform/encryption.ts'
import { nodeHasher } from '../platform/hasher.ts'
import { createIds } from '../platform/ids.ts'
import { createEnvSecrets } from '../secrets/env-secrets.ts'
import { createTestLogins, type TestLogins } from './test-logins.ts'

/** The application over a new database in memory and the real engine, with people of tests. */
export interface TestApp {
  readonly app: FastifyInstance
  readonly engine: EngineClient
  readonly storage: SqlStorage
  readonly files: FileStorage
  /** Where files of requests and of tasks are while they are worked with. */
  readonly workDirectory: string
  readonly logins: TestLogins
  /** Lines that the application logged as warning or error. */
  readonly logged: readonly string[]
  /** Sends a request as Ana, who may do everything, unless it says otherwise. `as: null` sends no login. */
  send(request: TestRequest): Promise<LightMyRequestResponse>
  /** Saves a flow. */
  saveFlow(source: string): Promise<void>
  /** Starts an execution and gives its id. */
  start(path: string, form?: TestForm): Promise<string>
  /** Waits until nothing is going on. */
  idle(): Promise<void>
  /** Fires timers that are due. */
  tick(): Promise<void>
  /** Moves the clock. */
  advance(ms: number): void
  close(): Promise<void>
}

/** Texts and files of a form by the names of their parts. */
export type TestForm = Readonly<Record<string, string | { readonly filename: string; readonly content: string }>>

export type TestRequest = InjectOptions & {
  readonly as?: string | null
  readonly form?: TestForm
}

const ENVIRONMENT = { SECRET_GREETING: Buffer.from('hello-secret').toString('base64') }
const START = Date.UTC(2026, 10, 24, 9)

/** Of this test file alone: tests look at what is left in it. */
const WORK_DIRECTORY = join(tmpdir(), `countersign-server-${randomUUID()}`)

const FACTS: AppFacts = {
  version: '1.2.3',
  installation: 'installation-1',
  url: 'http://test.local',
  demo: true,
  sessionCookie: 'sid',
  bodyLimit: 100_000,
  uploadBytes: 300_000,
  uploadDirectory: WORK_DIRECTORY,
  waitLimitMs: 10_000,
}

/** Builds the application. `overrides` replace ports. */
export async function createTestApp(overrides: Partial<AppPorts> = {}): Promise<TestApp> {
  let now = START
  const clock = { now: () => now }
  const ids = createIds(clock)
  const logged: string[] = []
  const logger = recordingLogger(logged)
  const logins = createTestLogins()
  const storage = await createStorage({ memory: true, clock, hasher: nodeHasher, logger })
  const catalogue = createCatalogue([...FLOWABLE_TYPES, ...builtinTasks, ...partTasks], { triggers: builtinTriggers })
  const files = createMemoryFileStorage(() => now)
  const secrets = createEnvSecrets(ENVIRONMENT)
  const runtime = createEngine({
    storage,
    files,
    catalogue,
    expressions: createExpressionEngine(),
    clock,
    ids,
    hasher: nodeHasher,
    logger,
    secrets,
    encryption: createEncryption([Buffer.alloc(32, 7).toString('base64')]),
    services: {},
    config: {
      url: 'http://test.local',
      host: 'test',
      pid: 1,
      workDirectory: join(WORK_DIRECTORY, randomUUID()),
    },
  })
  await runtime.start()
  const { client: engine } = runtime
  const app = createApp({
    engine,
    storage,
    files,
    catalogue,
    ...logins,
    environmentSecrets: secrets.names(),
    encrypts: true,
    plugins: [],
    caughtMessages: { list: async () => [] },
    webRoot: null,
    facts: FACTS,
    clock,
    ids,
    hasher: nodeHasher,
    logger,
    ...overrides,
  })
  await app.ready()

  const send = sender(app)

  return {
    app,
    engine,
    storage,
    files,
    workDirectory: WORK_DIRECTORY,
    logins,
    logged,
    send,
    async saveFlow(source) {
      const headers = { 'content-type': 'application/x-yaml' }
      const answer = await send({ method: 'POST', url: '/api/v1/main/flows', payload: source, headers })
      if (answer.statusCode !== 200) throw new Error(`The flow was not saved: ${answer.body}`)
    },
    async start(path, form) {
      const url = `/api/v1/main/executions/${path}`
      const answer = await send({ method: 'POST', url, ...(form === undefined ? {} : { form }) })
      if (answer.statusCode !== 200) throw new Error(`The execution was not started: ${answer.body}`)
      return String(answer.json().id)
    },
    idle: () => runtime.idle(),
    tick: () => runtime.tick(),
    advance(ms) {
      now += ms
    },
    async close() {
      await app.close()
      await runtime.close()
      await storage.close()
      await rm(WORK_DIRECTORY, { recursive: true, force: true })
    },
  }
}

function sender(app: FastifyInstance): TestApp['send'] {
  return ({ as = 'ana', form, ...request }) =>
    app.inject({
      ...request,
      ...(form === undefined ? {} : { payload: multipart(form) }),
      headers: {
        ...(as === null ? {} : { authorization: `Test ${as}` }),
        ...(form === undefined ? {} : { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }),
        ...request.headers,
      },
    })
}

const BOUNDARY = 'test-boundary'

/** A multipart body of texts and files. */
function multipart(parts: TestForm): string {
  const fields = Object.entries(parts).map(([name, value]) => {
    const [content, filename] =
      typeof value === 'string' ? [value, ''] : [value.content, `; filename="${value.filename}"`]
    return `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"${filename}\r\n\r\n${content}\r\n`
  })
  return `${fields.join('')}--${BOUNDARY}--\r\n`
}

function recordingLogger(logged: string[]): Logger {
  const logger: Logger = {
    debug: () => {},
    info: () => {},
    warn: (message, fields) => logged.push(`${message} ${JSON.stringify(fields ?? {})}`),
    error: (message, fields) => logged.push(`${message} ${String(fields?.error ?? '')}`),
    child: () => logger,
  }
  return logger
}
