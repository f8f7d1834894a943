import type { Logger } from '@countersign/core'
import { createAuthFactory } from '../auth/auth-factory.ts'
import type { FirstAdministrator } from '../auth/first-start.ts'
import { type RunningServer, startServer } from '../compose/compose.ts'
import { loadConfig } from '../config/load.ts'
import type { Config } from '../config/schema.ts'
import type { DemoWorld } from '../demo/demo-world.ts'
import { createLogger } from '../logging/logger.ts'
import { systemClock } from '../platform/clock.ts'
import { type ConsoleIo, EXIT } from './console-io.ts'
import type { ServeFlags } from './serve-command.ts'

/** How long a stop may take before the process ends all the same, beyond what running attempts are given. */
const STOP_MARGIN_MS = 10_000

/**
 * Runs the server until it is told to stop (SIGINT, SIGTERM) or loses its database. Resolves with the exit code.
 * @throws AppError ADDRESS_UNAVAILABLE, CONFIG_INVALID, DATABASE_IN_USE, DATABASE_TOO_NEW
 */
export async function serve(flags: ServeFlags, io: ConsoleIo): Promise<number> {
  const { config } = loadConfig({
    environment: io.environment,
    flags: settingsOf(flags),
    ...(flags.config === undefined ? {} : { file: flags.config }),
  })
  const logger = await openLogger(config, io)
  const stop = createStop()
  const demo = config.demo ? await openDemo(config, io, logger) : null
  try {
    const server = await start(config, demo, io, logger, stop.lost)
    for (const line of await welcome(server, demo)) io.out(line)
    const reason = await stop.requested
    logger.info('The server is stopping', { reason })
    const deadline = setTimeout(() => process.exit(EXIT.failed), config.engine.shutdownSeconds * 1000 + STOP_MARGIN_MS)
    await server.close()
    clearTimeout(deadline)
    return reason === 'database lost' ? EXIT.failed : EXIT.fine
  } finally {
    await demo?.close()
  }
}

async function start(
  config: Config,
  demo: DemoWorld | null,
  io: ConsoleIo,
  logger: Logger,
  lost: () => void,
): Promise<RunningServer> {
  const made: FirstAdministrator[] = []
  const auth = createAuthFactory({
    users: demo?.users ?? [],
    onFirstAdministrator: (administrator) => made.push(administrator),
  })
  try {
    return await startServer({
      config: demo?.config ?? config,
      environment: demo?.environment ?? io.environment,
      clock: systemClock,
      logger,
      auth,
      onFatal: lost,
      ...(demo === null ? {} : { caughtMessages: demo.caughtMessages, prepare: (parts) => demo.seed(parts) }),
    })
  } finally {
    // Also after a start that failed once they were made: the next one will not show the password again.
    for (const { username, password } of made) {
      if (password !== null) io.out(`Administrator ${username} was made; its password, shown this once, is ${password}`)
    }
  }
}

async function openDemo(config: Config, io: ConsoleIo, logger: Logger): Promise<DemoWorld> {
  const { openDemoWorld } = await import('../demo/demo-world.ts')
  return openDemoWorld({ config, environment: io.environment, clock: systemClock, logger })
}

async function welcome(server: RunningServer, demo: DemoWorld | null): Promise<readonly string[]> {
  if (demo === null) return [`Countersign is ready: ${server.address.url}`]
  const { demoWelcome } = await import('../demo/welcome.ts')
  return demoWelcome(server.address.url)
}

/** The first of: a signal to end, or the loss of the database. */
function createStop() {
  let settle: (reason: string) => void = () => {}
  const requested = new Promise<string>((resolve) => {
    settle = resolve
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => settle(signal))
  return { requested, lost: () => settle('database lost') }
}

function settingsOf(flags: ServeFlags): Readonly<Record<string, unknown>> {
  const { host, port, data, databaseUrl, url, flows, demo, logLevel } = flags
  return { host, port, data, databaseUrl, url, flows, demo, 'log.level': logLevel }
}

/** What makes lines readable is loaded only where somebody reads them. */
async function openLogger(config: Config, io: ConsoleIo): Promise<Logger> {
  const level = logLevel(config)
  if (!isPretty(config, io)) return createLogger({ level })
  const { openReadableLines } = await import('../logging/readable-lines.ts')
  return createLogger({ level, destination: openReadableLines() })
}

/** In a demo on a terminal the welcome is what people read; only problems are logged beside it. */
function logLevel(config: Config): Config['log']['level'] {
  return config.demo && config.log.level === 'info' ? 'warn' : config.log.level
}

function isPretty(config: Config, io: ConsoleIo): boolean {
  return config.log.format === 'pretty' || (config.log.format === 'auto' && io.isTerminal)
}
