import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import './provided-context.ts'
import { createTestStorage, type TestStorage } from './create-test-storage.ts'

const PROGRAM = fileURLToPath(new URL('./owner-process.ts', import.meta.url))

describe.each(['sqlite-file', 'postgres'] as const)('Processes that share a database on %s', (kind) => {
  let opened: TestStorage
  const children: ChildProcessByStdio<Writable, Readable, null>[] = []

  beforeEach(async () => {
    opened = await createTestStorage(kind, { postgresUrl: inject('postgresUrl') })
  })
  afterEach(async () => {
    for (const child of children.splice(0)) {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    await opened.close()
  })

  const start = (owner: string, waitMs = 0) => {
    const child = spawn(
      process.execPath,
      ['--conditions=source', PROGRAM, JSON.stringify(opened.location), owner, `${waitMs}`],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    children.push(child)
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return { child, next: async () => (await lines.next()).value }
  }

  it('The owner keeps others out until it is killed; then the lock is free and its lease is ended by the next', async () => {
    const first = start('first')
    expect([await first.next(), await first.next()]).toEqual(['open', 'owner'])
    const second = start('second')
    expect([await second.next(), await second.next()]).toEqual(['open', 'DATABASE_IN_USE'])

    first.child.kill('SIGKILL')

    const third = start('third', 15_000)
    expect([await third.next(), await third.next()]).toEqual(['open', 'owner'])
    const owners = await opened.storage.kysely.selectFrom('owners').selectAll().execute()
    expect(owners).toMatchObject([{ id: 'third', host: 'test-host', pid: third.child.pid }])
  })
})

describe('Losing the lock on PostgreSQL', () => {
  it('is told to the owner, once, and its lease cannot be renewed', async () => {
    const opened = await createTestStorage('postgres', { postgresUrl: inject('postgresUrl') })
    const lock = await opened.storage.owners.acquire({
      owner: 'one',
      host: 'h',
      pid: 1,
      now: 1,
      leaseMs: 1,
      waitMs: 0,
    })
    const reasons: Error[] = []
    const lost = new Promise<void>((resolve) =>
      lock.onLost((reason) => {
        reasons.push(reason)
        resolve()
      }),
    )

    await endConnections('url' in opened.location ? opened.location.url : '', 'countersign owner')
    await lost

    await expect(lock.renew(100)).rejects.toThrow()
    expect(reasons).toHaveLength(1)
    await opened.close()
  })

  it('The writer works again after its connection was lost', async () => {
    const opened = await createTestStorage('postgres', { postgresUrl: inject('postgresUrl') })
    const { commits } = opened.storage
    const insert = (id: string) => ({ guards: [], writes: [{ kind: 'tenant-insert', id, at: 1 }] as const, audit: [] })
    await commits.commit([insert('before')])

    await endConnections('url' in opened.location ? opened.location.url : '', 'countersign write')
    // The group that meets the broken connection may fail; those after it do not.
    await commits.commit([insert('during')]).catch(() => undefined)
    await commits.commit([insert('after')])

    expect(await opened.storage.tenants.list()).toContain('after')
    await opened.close()
  })
})

async function endConnections(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [name])
  await client.end()
}
