import type { Guard, Write } from '@countersign/core'
import { expect, it } from 'vitest'
import { type ContractSubject, freshTenant, guarded, unit, write } from './contract-subject.ts'

/** What every `SecretStore` does, the search of keys, the guards of secrets and keys, and the removal of log lines. */
export function describeSecretStores(subject: ContractSubject): void {
  describeSecrets(subject)
  describeKvSearch(subject)
  describeEntryGuards(subject)
  describeLogRemoval(subject)
}

function describeSecrets(subject: ContractSubject): void {
  it('A secret is found in the nearest of its namespaces, and nowhere else', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const own = records.secret({ tags: [{ key: 'team', value: 'hr' }], description: 'd' })
    const above = records.secret({ namespace: 'hr', sealed: 'b3RoZXI=', version: 3 })
    await write(storage, { kind: 'secret-put', row: above }, { kind: 'secret-put', row: own })
    const find = (...namespaces: readonly string[]) => storage.secrets.find(records.tenant, namespaces, 'API_TOKEN')

    expect(await find('hr.leave', 'hr')).toEqual(own)
    expect(await find('hr.sick', 'hr')).toEqual(above)
    expect(await find('finance')).toBeNull()
    expect(await find()).toBeNull()
    expect(await storage.secrets.find('somebody-else', ['hr'], 'API_TOKEN')).toBeNull()
    expect(await storage.secrets.list(records.tenant, ['hr', 'hr.leave'])).toEqual([above, own])
  })

  it('Secrets are written over, removed, and found by the key that sealed them', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const [first, second] = [records.secret(), records.secret({ key: 'B', name: 'B', keyId: 'k2' })]
    await write(storage, { kind: 'secret-put', row: first }, { kind: 'secret-put', row: second })
    expect(await storage.secrets.sealedByOthers(records.tenant, 'k2', 10)).toEqual([first])

    const resealed = { ...first, sealed: 'bmV3', keyId: 'k2', version: 2, updatedAt: first.updatedAt + 1 }
    await write(
      storage,
      { kind: 'secret-put', row: resealed },
      { kind: 'secret-delete', tenant: records.tenant, namespace: second.namespace, key: second.key },
    )
    expect(await storage.secrets.sealedByOthers(records.tenant, 'k2', 10)).toEqual([])
    expect(await storage.secrets.list(records.tenant, [first.namespace])).toEqual([resealed])
  })
}

function describeKvSearch(subject: ContractSubject): void {
  it('Keys of all namespaces are searched, sorted and counted, without those that have expired', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const put = (namespace: string, key: string, overrides = {}): Write => ({
      kind: 'kv-put',
      row: records.kv({ namespace, key, ...overrides }),
    })
    await write(
      storage,
      put('hr', 'b', { updatedAt: 9 }),
      put('hr', 'a', { updatedAt: 5, expiresAt: 100 }),
      put('hr.leave', 'limit'),
      put('hrx', 'other', { expiresAt: 50 }),
    )
    const keys = async (search: object, sort: { field: string; descending: boolean }[] = [], size = 10) => {
      const found = await storage.kv.search(records.tenant, { liveAt: 50, ...search }, { page: 1, size, sort })
      return `${found.items.map(({ key }) => key).join(' ')} of ${found.total}`
    }
    expect(await keys({})).toBe('a b limit of 3')
    expect(await keys({ liveAt: 49 })).toBe('a b limit other of 4')
    expect(await keys({ text: 'LIM' })).toBe('limit of 1')
    expect(await keys({ namespace: { operator: 'PREFIX', values: ['hr'] }, liveAt: 1 })).toBe('a b limit of 3')
    expect(await keys({}, [{ field: 'key', descending: true }], 2)).toBe('limit b of 3')
    expect(await keys({}, [{ field: 'expirationDate', descending: false }], 1)).toBe('a of 3')
    const beyond = { page: 9, size: 10, sort: [] }
    expect(await storage.kv.search(records.tenant, { liveAt: 1 }, beyond)).toEqual({ items: [], total: 4 })
  })
}

function describeEntryGuards(subject: ContractSubject): void {
  const only = (guard: Guard, row: Write) => guarded([guard], row)

  it('Of two units that make the same key or secret, one is left out', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const { tenant, namespace, key } = records.kv()
    const kv = (revision: number, value: string) =>
      only(
        { kind: 'kv-revision', tenant, namespace, key, revision },
        { kind: 'kv-put', row: records.kv({ value, type: 'STRING', revision: revision + 1, writtenBy: value }) },
      )
    const secret = (version: number, sealed: string) =>
      only(
        { kind: 'secret-version', tenant, namespace, key: 'API_TOKEN', version },
        { kind: 'secret-put', row: records.secret({ sealed, version: version + 1 }) },
      )
    const outcomes = await storage.commits.commit([kv(0, 'one'), kv(0, 'two'), secret(0, 'a'), secret(0, 'b')])
    expect(outcomes).toEqual(['committed', 'stale', 'committed', 'stale'])
    expect(await storage.kv.find(tenant, namespace, key)).toMatchObject({ value: 'one', writtenBy: 'one' })

    expect(await storage.commits.commit([kv(0, 'three'), secret(0, 'c')])).toEqual(['stale', 'stale'])
    expect(await storage.commits.commit([kv(1, 'four'), secret(1, 'd')])).toEqual(['committed', 'committed'])
    expect(await storage.secrets.find(tenant, [namespace], 'API_TOKEN')).toMatchObject({ sealed: 'd', version: 2 })
  })

  it('A unit sees that an earlier one of its group removed a key', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const row = records.kv()
    const { tenant, namespace, key } = row
    await write(storage, { kind: 'kv-put', row })
    const removal = unit({ kind: 'kv-delete', tenant, namespace, key })
    const again = only({ kind: 'kv-revision', tenant, namespace, key, revision: 0 }, { kind: 'kv-put', row })
    expect(await storage.commits.commit([removal, again])).toEqual(['committed', 'committed'])
    expect(await storage.kv.find(tenant, namespace, key)).toEqual(row)
  })
}

function describeLogRemoval(subject: ContractSubject): void {
  it('Log lines are found by what they are about, in pieces, and removed by their positions', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const first = records.execution({ namespace: 'hr.leave', flowId: 'a' })
    const second = records.execution({ namespace: 'hrx', flowId: 'b' })
    const line = (execution: typeof first, at: number, level: 'INFO' | 'ERROR'): Write => ({
      kind: 'log-append',
      row: records.log(execution, { at, level, message: `${execution.flowId}${at}` }),
    })
    await write(
      storage,
      { kind: 'execution-insert', row: first },
      { kind: 'execution-insert', row: second },
      line(first, 10, 'INFO'),
      line(first, 20, 'ERROR'),
      line(second, 30, 'INFO'),
    )
    const find = (search: Partial<Parameters<typeof storage.executions.logPositions>[1]> = {}) =>
      storage.executions.logPositions(records.tenant, { limit: 100, ...search })
    const all = await find()
    expect(all).toHaveLength(3)
    expect(await find({ namespace: { operator: 'PREFIX', values: ['hr'] } })).toEqual(all.slice(0, 2))
    expect(await find({ flowId: 'b' })).toEqual(all.slice(2))
    expect(await find({ executionIds: [second.id] })).toEqual(all.slice(2))
    expect(await find({ levels: ['ERROR'] })).toEqual(all.slice(1, 2))
    expect(await find({ from: 20, to: 20 })).toEqual(all.slice(1, 2))
    expect(await find({ limit: 1, after: all[0] ?? 0 })).toEqual(all.slice(1, 2))
    expect(await storage.executions.logPositions('somebody-else', { limit: 100 })).toEqual([])

    await write(storage, { kind: 'logs-delete', positions: all.slice(0, 1) })
    expect((await storage.executions.logs(first.id)).map(({ message }) => message)).toEqual(['a20'])
    expect(await storage.executions.logs(second.id)).toHaveLength(1)
  })
}
