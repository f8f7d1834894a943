import { type ChildProcess, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { TaskFailure } from '@countersign/plugin-sdk'
import type { Program } from './runner.ts'
import { createLineSplitter } from './split-lines.ts'

/** How long programs may take to leave after they were asked to, and what they leave behind may hold their output. */
const GRACE_MS = 5_000

/**
 * Starts the program as the leader of a process group of its own, with a guard beside it in the group: when the pipe that only
 * this server holds open ends, the guard ends the whole group. So nothing outlives its task, nor a server that died, but what
 * the program has put into another session (`setsid`, daemons). The guard takes no notice of the polite signal.
 */
const GUARDED = `group=$$
{ trap '' TERM INT HUP; read -r _ <&3; kill -9 "-$group"; } >/dev/null 2>&1 &
exec 3<&- "$@"`

/**
 * Runs a program as a process of this machine and gives its exit code. On abort the group is asked to leave, and ended a while
 * later; the reason of the signal is thrown once it is gone.
 *
 * @throws TaskFailure SCRIPT_NOT_STARTED
 */
export async function runProcess(program: Program): Promise<number> {
  program.signal.throwIfAborted()
  const child = spawn('/bin/sh', ['-c', GUARDED, 'sh', ...program.command], {
    cwd: program.directory,
    env: { ...program.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  const stop = stopOnAbort(child, program.signal)
  const lines = readLines(child, program)
  try {
    const code = await exitOf(child)
    // Now the guard ends whatever the program left behind in its group, which also closes its output.
    pipeOf(child).destroy()
    await endOf(lines, child)
    program.signal.throwIfAborted()
    return code
  } finally {
    stop()
  }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      const code = 'code' in error ? ` (${String(error.code)})` : ''
      reject(
        TaskFailure.retryable(`The program could not be started${code}; is there a /bin/sh on this machine?`, {
          code: 'SCRIPT_NOT_STARTED',
          cause: error,
        }),
      )
    })
    child.once('exit', (code, signal) => resolve(code ?? SIGNAL_CODES[signal ?? ''] ?? 128))
  })
}

/** As shells report the signals that end programs. */
const SIGNAL_CODES: Readonly<Record<string, number>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGABRT: 134,
  SIGKILL: 137,
  SIGSEGV: 139,
  SIGTERM: 143,
}

async function readLines(child: ChildProcess, program: Program): Promise<void> {
  const read = (stream: Readable | null, name: 'stdout' | 'stderr') =>
    new Promise<void>((resolve) => {
      if (stream === null) return resolve()
      const splitter = createLineSplitter((line) => program.onLine(line, name))
      stream.on('data', (bytes: Buffer) => splitter.write(bytes))
      stream.once('close', () => {
        splitter.end()
        resolve()
      })
    })
  await Promise.all([read(child.stdout, 'stdout'), read(child.stderr, 'stderr')])
}

/** Waits for the last lines, unless something outside of the group keeps the output open. */
async function endOf(lines: Promise<void>, child: ChildProcess): Promise<void> {
  const timer = setTimeout(() => {
    child.stdout?.destroy()
    child.stderr?.destroy()
  }, GRACE_MS)
  await lines
  clearTimeout(timer)
}

function stopOnAbort(child: ChildProcess, signal: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined
  const stop = () => {
    endGroup(child, 'SIGTERM')
    timer = setTimeout(() => endGroup(child, 'SIGKILL'), GRACE_MS)
  }
  signal.addEventListener('abort', stop, { once: true })
  return () => {
    signal.removeEventListener('abort', stop)
    clearTimeout(timer)
  }
}

function endGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    // Gone already.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function pipeOf(child: ChildProcess): Writable {
  // The fourth stream was asked for as a pipe that the child reads.
  return child.stdio[3] as Writable
}
