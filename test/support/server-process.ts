import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './ports.ts'

/** How a server under test is started. */
export type ServerOptions = {
  /** `source` runs the TypeScript sources, `built` what `npm run build` made. Default: `source`. */
  readonly program?: 'source' | 'built' | ServerProgram
  /** A data directory that the caller keeps; by default a temporary one, removed by `close()`. */
  readonly dataDirectory?: string
  /** `postgres://…`; by default the embedded database in the data directory. */
  readonly databaseUrl?: string
  /** Further arguments of `countersign serve`, such as `--demo`. */
  readonly args?: readonly string[]
  /** Variables added to the environment; those named `COUNTERSIGN_…` and `SECRET_…` are not inherited from the runner. */
  readonly environment?: Readonly<Record<string, string>>
  /** How long the server may take until `/health` answers. Default: 30,000 ms. */
  readonly readyWithinMs?: number
}

/** A program for the pinned Node with what comes before `serve`. */
export type ServerProgram = { readonly nodeFlags: readonly string[]; readonly file: string }

/** A server in a process of its own. It keeps its port and data across `kill9()`, `stop()` and `start()`. */
export type ServerProcess = {
  /** `http://127.0.0.1:<port>` */
  readonly baseUrl: string
  readonly dataDirectory: string
  /** The administrator that a first start creates. */
  readonly admin: { readonly username: string; readonly password: string }
  /** What the server has printed since it was first started. */
  output(): string
  /** Starts it again on the same port and data; resolves when `/health` answers. */
  start(): Promise<void>
  /** Ends it at once, as a power cut would. */
  kill9(): Promise<void>
  /** Asks it to end and returns its exit code. */
  stop(): Promise<number | null>
  /** Ends it if it still runs, and removes a temporary data directory. */
  close(): Promise<void>
}

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const endWithParent = new URL('./end-with-parent.mjs', import.meta.url).href
const admin = { username: 'admin@countersign.test', password: 'Correct-Horse-7-Battery' }

const programs: Readonly<Record<'source' | 'built', ServerProgram>> = {
  source: { nodeFlags: ['--conditions=source'], file: join(checkout, 'packages/server/src/main.ts') },
  built: { nodeFlags: [], file: join(checkout, 'packages/server/bin/countersign.js') },
}

/**
 * Starts a server and waits until it is ready.
 *
 * @throws when it ends, or is not ready in time; the message holds what it printed.
 */
export async function startServer(options: ServerOptions = {}): Promise<ServerProcess> {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'countersign-server-')))
  const port = await freePort()
  const baseUrl = `http://127.0.0.1:${port}`
  const command = serveCommand(options, dataDirectory, port)
  let child: ChildProcess | undefined
  let output = ''

  async function start(): Promise<void> {
    if (child !== undefined) throw new Error('The server is running already.')
    const started = spawn(process.execPath, command, {
      cwd: dataDirectory,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: serverEnvironment(options.environment),
    })
    child = started
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output = (output + chunk).slice(-200_000)
      })
    }
    const ended = new Promise<void>((resolve) => started.once('exit', () => resolve()))
    started.once('exit', (code, signal) => {
      output += `(the server ended: ${signal ?? code})\n`
      if (child === started) child = undefined
    })
    const ready = await Promise.race([
      ended.then(() => 'it ended'),
      becomesReady(baseUrl, options.readyWithinMs ?? 30_000),
    ])
    if (ready !== 'ready') {
      started.kill('SIGKILL')
      throw new Error(`The server did not start: ${ready}.\n${output}`)
    }
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const ending = child
    if (ending === undefined) return null
    const exited = new Promise<number | null>((resolve) => ending.once('exit', (code) => resolve(code)))
    ending.kill(signal)
    return exited
  }

  async function close(): Promise<void> {
    await end('SIGKILL')
    if (options.dataDirectory === undefined) await rm(dataDirectory, { recursive: true, force: true })
  }

  try {
    await start()
  } catch (error) {
    await close()
    throw error
  }
  return {
    baseUrl,
    dataDirectory,
    admin,
    output: () => output,
    start,
    kill9: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    close,
  }
}

function serveCommand(options: ServerOptions, dataDirectory: string, port: number): string[] {
  const program = typeof options.program === 'object' ? options.program : programs[options.program ?? 'source']
  return [
    `--import=${endWithParent}`,
    '--disable-warning=ExperimentalWarning',
    ...program.nodeFlags,
    program.file,
    'serve',
    ...['--port', String(port), '--host', '127.0.0.1', '--data', dataDirectory],
    ...(options.databaseUrl === undefined ? [] : ['--database-url', options.databaseUrl]),
    ...(options.args ?? []),
  ]
}

function serverEnvironment(extra: Readonly<Record<string, string>> | undefined): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:COUNTERSIGN_|SECRET_|VITEST|NODE_OPTIONS$|NODE_ENV$)/.test(name),
  )
  return {
    ...Object.fromEntries(inherited),
    COUNTERSIGN_ADMIN_USERNAME: admin.username,
    COUNTERSIGN_ADMIN_PASSWORD: admin.password,
    ...extra,
  }
}

/** Resolves to `ready`, or to what kept the server from becoming it. */
async function becomesReady(baseUrl: string, withinMs: number): Promise<string> {
  const deadline = performance.now() + withinMs
  let last = 'no answer'
  while (performance.now() < deadline) {
    try {
      const response = await fetch(`${baseUrl}/health`, { signal: AbortSignal.timeout(2_000) })
      if (response.ok) return 'ready'
      last = `/health answers ${response.status}`
    } catch {
      last = 'nobody listens'
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return `after ${withinMs} ms ${last}`
}
