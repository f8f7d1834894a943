import { Worker } from 'node:worker_threads'
import type { StatementResult } from '../kysely-driver.ts'

/** What the thread is started with. */
export interface ReadingThreadData {
  readonly path: string
  readonly pragmas: string
}

export interface ReadQuestion {
  readonly id: number
  readonly sql: string
  readonly parameters: readonly unknown[]
}

export type ReadAnswer =
  | { readonly id: number; readonly ok: true; readonly rows: readonly unknown[] }
  | { readonly id: number; readonly ok: false; readonly message: string }

/** Reads off the main thread: a search over a million rows must not hold up the engine. */
export interface ReadingThread {
  query(sql: string, parameters: readonly unknown[]): Promise<StatementResult>
  close(): Promise<void>
}

interface Waiting {
  resolve(result: StatementResult): void
  reject(error: Error): void
}

/** The thread starts with the first question, so a process that never searches does not pay for it. */
export function createReadingThread(data: ReadingThreadData): ReadingThread {
  let worker: Worker | null = null
  let closed = false
  let count = 0
  const waiting = new Map<number, Waiting>()

  const fail = (error: Error) => {
    worker = null
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  const settle = (answer: ReadAnswer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.ok) asked?.resolve({ rows: answer.rows, changes: 0 })
    else asked?.reject(new Error(answer.message))
    // Waiting answers keep the process alive, an idle thread does not.
    if (waiting.size === 0) worker?.unref()
  }
  const start = (): Worker => {
    const started = new Worker(workerFile(), { workerData: data })
    started.on('message', settle)
    started.on('error', fail)
    started.on('exit', (code) => {
      if (worker === started) fail(new Error(`the thread that reads the database ended with code ${code}`))
    })
    return started
  }
  return {
    query: (sql, parameters) =>
      new Promise((resolve, reject) => {
        if (closed) throw new Error('the database was closed')
        worker ??= start()
        const id = ++count
        waiting.set(id, { resolve, reject })
        worker.ref()
        worker.postMessage({ id, sql, parameters } satisfies ReadQuestion)
      }),
    close: async () => {
      closed = true
      const running = worker
      fail(new Error('the database was closed'))
      await running?.terminate()
    },
  }
}

/** The compiler rewrites imports, not this name: it is that of the source when run from source. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./reading-thread-worker.${extension}`, import.meta.url)
}
