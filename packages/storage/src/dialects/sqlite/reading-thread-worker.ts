import { parentPort, workerData } from 'node:worker_threads'
import { openSqlite } from './connection.ts'
import type { ReadAnswer, ReadingThreadData, ReadQuestion } from './reading-thread.ts'

/** The other side of `createReadingThread`: one read-only connection that answers questions in order. */
function main(data: ReadingThreadData): void {
  const connection = openSqlite({ path: data.path, readOnly: true })
  connection.execute(data.pragmas)
  parentPort?.on('message', (question: ReadQuestion) => {
    parentPort?.postMessage(answer(question))
  })

  function answer({ id, sql, parameters }: ReadQuestion): ReadAnswer {
    try {
      return { id, ok: true, rows: connection.query(sql, parameters).rows }
    } catch (error) {
      return { id, ok: false, message: error instanceof Error ? error.message : String(error) }
    }
  }
}

// Whoever starts this thread gives it this data.
main(workerData as ReadingThreadData)
