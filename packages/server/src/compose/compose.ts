import { join } from 'node:path'
import { DEFAULT_TENANT } from '@countersign/contract'
import { type Clock, FLOWABLE_TYPES, type Logger, TRIGGER_TYPES } from '@countersign/core'
import { createEngine, type EngineClient } from '@countersign/engine'
import { createExpressionEngine } from '@countersign/expression'
import { createCatalogue } from '@countersign/plugin-sdk'
import { builtinTasks, builtinTriggers, partTasks } from '@countersign/plugins'
import { createStorage, openLocalFileStorage, type SqlStorage } from '@countersign/storage'
import type { FastifyInstance } from 'fastify'
import type { CaughtMessages } from '../app/app-ports.ts'
import { createApp } from '../app/create-app.ts'
import type { Config } from '../config/schema.ts'
import { createHolidayCalendar } from '../holidays/holiday-calendar.ts'
import { nodeHasher } from '../platform/hasher.ts'
import { createIds } from '../platform/ids.ts'
import { explainUnknownType, loadPlugins } from '../plugins/load-plugins.ts'
import { createEnvSecrets } from '../secrets/env-secrets.ts'
import type { AuthFactory } from './auth-parts.ts'
import { type CloseStack, createCloseStack } from './close-stack.ts'
import {
  DATABASE_FILE,
  FILES_DIRECTORY,
  openDataDirectory,
  PLUGIN_DIRECTORY,
  UPLOAD_DIRECTORY,
  WORK_DIRECTORY,
} from './data-directory.ts'
import { openEncryption } from './encryption-keys.ts'
import { toEngineConfig, toTaskServices } from './engine-settings.ts'
import { importFlows } from './import-flows.ts'
import { findWebRoot, INSTALLATION, readVersion } from './installed-files.ts'
import { checkAddress, listening, type ServerAddress, settleAddress } from './server-address.ts'
import { openWorkDirectory } from './work-directory.ts'

/** How long `wait=true` holds an answer; documented with the route. */
const WAIT_LIMIT_MS = 600_000

/** What a server is started with. */
export interface ServerOptions {
  readonly config: Config
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly logger: Logger
  readonly auth: AuthFactory
  /** What the demo's catcher received; only in demo mode. */
  readonly caughtMessages?: CaughtMessages
  /** Runs once the engine works and before anybody can connect: for what must be there from the first request on. */
  readonly prepare?: (parts: Pick<RunningServer, 'engine' | 'storage'>) => Promise<void>
  /** Called when the database was taken from this process: everything has stopped, and the process should end. */
  readonly onFatal?: (reason: Error) => void
}

/** A server that takes requests. */
export interface RunningServer {
  readonly app: FastifyInstance
  readonly engine: EngineClient
  readonly storage: SqlStorage
  readonly address: ServerAddress
  /** Stops in order: no new requests, those that are being answered end, the engine writes what it has, the database closes. */
  close(): Promise<void>
}

/**
 * Builds the server from its parts and starts it: the only place that knows which parts there are. When a part cannot be
 * started, those before it are closed again and the error is thrown.
 *
 * @throws AppError ADDRESS_UNAVAILABLE, CONFIG_INVALID, DATABASE_IN_USE, DATABASE_TOO_NEW
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const logger = options.logger.child({ component: 'server' })
  const stack = createCloseStack(logger)
  try {
    return await start(options, logger, stack)
  } catch (error) {
    await stack.closeAll()
    throw error
  }
}

async function start(options: ServerOptions, logger: Logger, stack: CloseStack): Promise<RunningServer> {
  const { config, clock, environment } = options
  const ids = createIds(clock)
  const directory = openDataDirectory(config.data, ids)
  const address = await settleAddress(config)
  const ports = { clock, ids, hasher: nodeHasher, logger: options.logger }

  const storage = await createStorage({
    ...(config.databaseUrl === undefined ? { file: join(directory.path, DATABASE_FILE) } : { url: config.databaseUrl }),
    ...ports,
  })
  stack.push('database', () => storage.close())

  const secrets = createEnvSecrets(environment)
  const encryption = openEncryption(config, directory.path)
  const builtin = [...FLOWABLE_TYPES, ...builtinTasks, ...partTasks]
  const plugins = await loadPlugins({
    names: config.plugins,
    directories: [join(directory.path, PLUGIN_DIRECTORY), INSTALLATION],
    builtin: [...builtin, ...TRIGGER_TYPES, ...builtinTriggers],
    logger,
  })
  stack.push('plugins', async () => plugins.close())
  const catalogue = createCatalogue([...builtin, ...plugins.tasks], {
    triggers: [...builtinTriggers, ...plugins.triggers],
    explainUnknown: () => explainUnknownType(plugins.reports),
  })
  const files = await openLocalFileStorage(join(directory.path, FILES_DIRECTORY))
  const uploads = await openWorkDirectory(join(directory.path, UPLOAD_DIRECTORY), ids.next())
  stack.push('uploads', () => uploads.close())
  const workDirectory = join(directory.path, WORK_DIRECTORY)
  const engine = createEngine({
    ...ports,
    storage,
    files,
    catalogue,
    expressions: createExpressionEngine(),
    secrets,
    encryption,
    holidays: createHolidayCalendar(),
    services: toTaskServices(config, environment),
    config: toEngineConfig(config, address.url, workDirectory, environment),
    ...(options.onFatal === undefined ? {} : { onFatal: options.onFatal }),
  })
  stack.push('engine', () => engine.close())
  await engine.start()
  // The database is ours: whoever left these behind is gone.
  await files.clearLeftovers()
  await uploads.clearLeftovers()

  const { client } = engine
  // Before people are made: a start that fails for its address leaves no administrator whose password nobody has seen.
  await checkAddress(address)
  const auth = await options.auth({
    ...ports,
    config,
    dataDirectory: directory.path,
    url: address.url,
    storage,
    engine: client,
  })
  stack.push('login', () => auth.close())

  const app = createApp({
    ...ports,
    ...auth,
    engine: client,
    storage,
    files,
    catalogue,
    environmentSecrets: secrets.names(),
    encrypts: encryption !== null,
    plugins: plugins.reports,
    caughtMessages: options.caughtMessages ?? null,
    webRoot: findWebRoot(),
    facts: {
      version: readVersion(),
      installation: directory.installation,
      url: address.url,
      demo: config.demo,
      sessionCookie: auth.sessionCookie,
      bodyLimit: config.limits.bodyBytes,
      uploadBytes: config.limits.uploadBytes,
      uploadDirectory: uploads.path,
      waitLimitMs: WAIT_LIMIT_MS,
    },
  })
  stack.push('http', () => app.close())

  if (config.flows !== undefined) {
    await importFlows({ engine: client, directory: config.flows, tenant: DEFAULT_TENANT, logger })
  }
  await options.prepare?.({ engine: client, storage })
  await listening(address, () => app.listen({ host: address.host, port: address.port }))
  logger.info('The server is ready', { url: address.url, database: storage.dialect })
  return { app, engine: client, storage, address, close: () => stack.closeAll() }
}
