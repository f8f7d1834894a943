import pg from 'pg'
import type { HeldLock, ProcessLock } from '../process-lock.ts'
import { ADVISORY_LOCKS } from './advisory-locks.ts'
import { clientOptions } from './connection.ts'

/** How long the server may take to answer over the connection that holds the lock. */
const ANSWER_TIMEOUT_MS = 10_000

/**
 * An advisory lock on a connection of its own. The server ends it with the connection: at once when the process dies, later
 * when only the network does, which is why the holder asks over this connection before it extends its lease.
 */
export function createAdvisoryLock(url: string): ProcessLock {
  let current: pg.Client | null = null
  return {
    tryAcquire: async () => {
      const client = new pg.Client({ ...clientOptions(url, 'owner'), query_timeout: ANSWER_TIMEOUT_MS })
      const loss = watchLoss(client)
      await client.connect()
      const { rows } = await client.query<{ held: boolean }>(
        'select pg_try_advisory_lock($1, $2) as held',
        ADVISORY_LOCKS.owner,
      )
      if (!rows[0]?.held) {
        loss.ignore()
        await client.end()
        return null
      }
      current = client
      const release = async () => {
        loss.ignore()
        current = null
        await client.end()
      }
      const check = async () => {
        await client.query('select 1')
      }
      return { onLost: loss.onLoss, check, release } satisfies HeldLock
    },
    close: async () => {
      const client = current
      current = null
      await client?.end()
    },
  }
}

/** Tells once, also whoever asks late, that a connection broke, unless it was closed on purpose. */
function watchLoss(client: pg.Client) {
  let wanted = true
  let reason: Error | null = null
  const callbacks: ((reason: Error) => void)[] = []
  const lose = (error: Error) => {
    if (!wanted || reason !== null) return
    reason = error
    for (const callback of callbacks.splice(0)) callback(error)
  }
  client.on('error', lose)
  client.on('end', () => lose(new Error('the connection that holds the lock of the database was closed')))
  return {
    ignore: () => {
      wanted = false
    },
    onLoss: (callback: (reason: Error) => void) => {
      if (reason === null) callbacks.push(callback)
      else callback(reason)
    },
  }
}
