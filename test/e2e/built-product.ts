import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, nodeFlags, pinnedNode, toolEnvironment } from '../../scripts/bootstrap/checkout.mjs'
import { type ServerOptions, type ServerProcess, startServer } from '../support/server-process.ts'

/** Builds what is published, unless it was made from these very sources: then this takes half a second. */
function ensureBuilt(): void {
  const build = spawnSync(pinnedNode, [...nodeFlags, join(checkout, 'scripts/build/main.ts')], {
    cwd: checkout,
    encoding: 'utf8',
    env: toolEnvironment(),
  })
  if (build.status !== 0) throw new Error(`The product could not be built:\n${build.stdout}\n${build.stderr}`)
}

/** The built server in demo mode, in a process of its own, with people, example flows and the catcher. */
export async function startDemo(options: Omit<ServerOptions, 'program'> = {}): Promise<ServerProcess> {
  ensureBuilt()
  return startServer({ ...options, program: 'built', args: ['--demo', ...(options.args ?? [])] })
}

/** How a command ended and what it wrote. */
export type CommandResult = { readonly code: number | null; readonly out: string; readonly err: string }

/** Longer than any command of a test takes; one that hangs is ended, and its test fails at the exit code. */
const HANGS_AFTER_MS = 40_000

/** Runs one `countersign ...` command line of the built product, as a shell in that directory would. */
export async function countersign(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  directory?: string,
): Promise<CommandResult> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:COUNTERSIGN_|VITEST|NODE_)/.test(name))
  const child = spawn(process.execPath, [join(checkout, 'packages/server/bin/countersign.js'), ...args], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: HANGS_AFTER_MS,
    killSignal: 'SIGKILL',
    env: { ...Object.fromEntries(inherited), ...environment },
  })
  const written = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    written.out += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    written.err += chunk
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, ...written }
}
