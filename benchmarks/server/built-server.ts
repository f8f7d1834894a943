import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkout, pinnedNode } from '../../scripts/bootstrap/checkout.mjs'
import { freePort } from '../../test/support/ports.ts'

const ADMINISTRATOR = { username: 'bench', password: 'Correct-Horse-7-Battery' }

/** Ticks of the processor accounting of Linux in a second. */
const TICKS_PER_SECOND = 100

/** The built server in a process of its own. */
export interface BuiltServer {
  readonly baseUrl: string
  /** Value of the `authorization` header of its administrator. */
  readonly authorization: string
  /** From the start of the process to the line that says it is ready. */
  readonly readyAfterMs: number
  /** What the process has used and holds; null where the system has no `/proc`. */
  usage(): { readonly cpuMs: number; readonly residentMiB: number } | null
  stop(): Promise<void>
}

/** Starts `countersign serve` on a data directory, and waits until it says that it is ready. */
export async function startBuiltServer(dataDirectory: string): Promise<BuiltServer> {
  const port = await freePort()
  const started = performance.now()
  const child = spawn(
    pinnedNode,
    [
      join(checkout, 'packages/server/bin/countersign.js'),
      ...['serve', '--port', String(port), '--data', dataDirectory, '--log-level', 'warn'],
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...ownEnvironment(),
        COUNTERSIGN_ADMIN_USERNAME: ADMINISTRATOR.username,
        COUNTERSIGN_ADMIN_PASSWORD: ADMINISTRATOR.password,
      },
    },
  )
  await untilReady(child)
  const readyAfterMs = performance.now() - started
  const credentials = Buffer.from(`${ADMINISTRATOR.username}:${ADMINISTRATOR.password}`).toString('base64')
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    authorization: `Basic ${credentials}`,
    readyAfterMs,
    usage: () => readUsage(child.pid),
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function untilReady(child: ChildProcess): Promise<void> {
  let output = ''
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The server ended before it was ready:\n${output}`)))
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (output.includes('Countersign is ready')) resolve()
    })
  })
}

function readUsage(pid: number | undefined): ReturnType<BuiltServer['usage']> {
  if (pid === undefined || !existsSync(`/proc/${pid}/stat`)) return null
  // The name of the program, in parentheses, may hold spaces; user and system time are the 12th and 13th field after it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return {
    cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND,
    residentMiB: Number(kibibytes) / 1_024,
  }
}

/** This process's environment without settings of a server: the suite's own and a stranger's would change what is measured. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COUNTERSIGN_')))
}
