import { Worker } from 'node:worker_threads'
import {
  isList,
  isMap,
  type TaskContext,
  TaskFailure,
  toJsonText,
  toText,
  type Value,
  type ValueMap,
} from '@countersign/plugin-sdk'
import type { Session } from '../sql/session.ts'
import type { SqliteAnswer, SqliteRequest } from './sqlite-worker.ts'

/** The thread runs from source as this file does. */
const WORKER = new URL(`./sqlite-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url)

type Asked = SqliteRequest extends infer R ? (R extends { readonly id: number } ? Omit<R, 'id'> : never) : never

/** Opens a file, or a database in memory, in a thread of its own. When the signal is aborted the thread is ended. */
export async function openSession(context: Pick<TaskContext, 'signal' | 'services'>, file: string): Promise<Session> {
  context.signal.throwIfAborted()
  const mayAttach = context.services.scripts?.process === true
  const worker = new Worker(WORKER, { workerData: { file, mayAttach } })
  const waiting = new Map<number, { resolve: (answer: SqliteAnswer) => void; reject: (error: unknown) => void }>()
  let count = 0
  worker.on('message', (answer: SqliteAnswer) => {
    waiting.get(answer.id)?.resolve(answer)
    waiting.delete(answer.id)
  })
  const failAll = (error: unknown) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.on('error', (error) => failAll(TaskFailure.fatal(`SQLite: ${error.message}.`, { code: 'SQL_FAILED' })))
  worker.on('exit', () =>
    failAll(TaskFailure.retryable('SQLite ended before it had answered.', { code: 'SQL_NO_ANSWER' })),
  )
  const stop = () => {
    failAll(context.signal.reason)
    void worker.terminate()
  }
  context.signal.addEventListener('abort', stop, { once: true })

  async function ask(asked: Asked): Promise<SqliteAnswer> {
    count += 1
    const { promise, resolve, reject } = Promise.withResolvers<SqliteAnswer>()
    waiting.set(count, { resolve, reject })
    worker.postMessage({ ...asked, id: count })
    const answer = await promise
    if ('error' in answer) throw TaskFailure.fatal(`SQLite refused: ${answer.error}.`, { code: 'SQL_FAILED' })
    return answer
  }

  return {
    mark: (position) => `?${position}`,
    async run({ text, values }, fetchSize) {
      const answer = await ask({ kind: 'run', text, values: values.map(toParameter) })
      const columns = 'columns' in answer ? answer.columns : []
      return { hasRows: columns.length > 0, rows: () => pieces(ask, columns, fetchSize) }
    },
    async close() {
      context.signal.removeEventListener('abort', stop)
      await ask({ kind: 'close' }).catch(() => {})
      await worker.terminate()
    },
  }
}

async function* pieces(
  ask: (asked: Asked) => Promise<SqliteAnswer>,
  columns: readonly string[],
  count: number,
): AsyncGenerator<readonly ValueMap[]> {
  for (;;) {
    const answer = await ask({ kind: 'next', count })
    const rows = 'rows' in answer ? answer.rows : []
    if (rows.length > 0)
      yield rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])))
    if (rows.length < count) return
  }
}

/** SQLite knows no booleans, lists or maps: numbers and JSON stand for them. */
function toParameter(value: Value): string | number | bigint | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (isList(value) || isMap(value)) return toJsonText(value)
  return value === null || typeof value !== 'object' ? value : toText(value)
}
