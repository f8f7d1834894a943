import { describe, expect, it } from 'vitest'
import { parseJson } from '../json-codec.ts'
import { type ContractSubject, freshTenant, write } from './contract-subject.ts'

/** What every `FlowStore`, `KvStore`, `TokenStore`, `TenantStore` and `AuditStore` does. */
export function describeRecordStores(subject: ContractSubject): void {
  describeFlows(subject)
  describeAdministration(subject)
  describeAudit(subject)
}

function describeFlows(subject: ContractSubject): void {
  describe('flows', () => {
    const page = (sort: { field: string; descending: boolean }[] = []) => ({ page: 1, size: 100, sort })

    it('Revisions are kept; the newest is found unless another is asked for', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const first = records.flow({ revision: 1, variables: { exact: parseJson('1.0') }, description: 'old' })
      const second = records.flow({ revision: 2, source: 'id: vacation # two', disabled: true })
      await write(storage, { kind: 'flow-save', row: first })
      await write(storage, { kind: 'flow-save', row: second })
      const find = (options?: { revision?: number; allowDeleted?: boolean }) =>
        storage.flows.find(records.tenant, first.namespace, first.id, options)

      expect(await find()).toEqual(second)
      expect(await find({ revision: 1 })).toEqual(first)
      expect(await find({ revision: 3 })).toBeNull()
      expect(await storage.flows.find('somebody-else', first.namespace, first.id)).toBeNull()
      expect(await storage.flows.revisions(records.tenant, first.namespace, first.id)).toEqual([first, second])
    })

    it('A deleted flow is found only when asked for, and its old revisions stay', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const first = records.flow()
      const deleted = records.flow({ revision: 2, deleted: true })
      await write(storage, { kind: 'flow-save', row: first }, { kind: 'flow-save', row: deleted })

      expect(await storage.flows.find(records.tenant, first.namespace, first.id)).toBeNull()
      const found = await storage.flows.find(records.tenant, first.namespace, first.id, { allowDeleted: true })
      expect(found).toEqual(deleted)
      expect(await storage.flows.find(records.tenant, first.namespace, first.id, { revision: 1 })).toEqual(first)
      expect(await storage.flows.search(records.tenant, {}, page())).toEqual({ items: [], total: 0 })
      expect(await storage.flows.namespaces(records.tenant)).toEqual([])
    })

    it('Searching gives the newest revisions, filtered, sorted and counted', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const save = (namespace: string, id: string, overrides = {}) =>
        ({ kind: 'flow-save', row: records.flow({ namespace, id, ...overrides }) }) as const
      await write(
        storage,
        save('b', 'one', { description: 'Asks the Boss' }),
        save('b', 'one', { revision: 2, labels: [{ key: 'team', value: 'ops' }] }),
        save('a', 'two'),
        save('b.c', 'three'),
      )
      const ids = async (search: object, sort: { field: string; descending: boolean }[] = []) => {
        const { items, total } = await storage.flows.search(records.tenant, search, page(sort))
        expect(total).toBe(items.length)
        return items.map(({ id, revision }) => `${id}${revision}`)
      }

      expect(await ids({})).toEqual(['two1', 'one2', 'three1'])
      expect(await ids({}, [{ field: 'id', descending: true }])).toEqual(['two1', 'three1', 'one2'])
      expect(await ids({ namespace: [{ operator: 'PREFIX', values: ['b'] }] })).toEqual(['one2', 'three1'])
      expect(await ids({ flowId: [{ operator: 'STARTS_WITH', values: ['t'] }] })).toEqual(['two1', 'three1'])
      expect(await ids({ text: 'B.C' })).toEqual(['three1'])
      expect(await ids({ text: 'boss' })).toEqual([])
      expect(await ids({ labels: [{ key: 'team', value: 'ops', negated: false }] })).toEqual(['one2'])
      expect(await ids({ labels: [{ key: 'team', value: 'ops', negated: true }] })).toEqual(['two1', 'three1'])
      expect(await storage.flows.namespaces(records.tenant)).toEqual(['a', 'b', 'b.c'])
      await expect(ids({}, [{ field: 'nope', descending: false }])).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
    })
  })
}

function describeAdministration(subject: ContractSubject): void {
  it('Keys and values are written over, listed by key and removed', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const first = records.kv({ value: parseJson('{"a":1.0,"b":[12345678901234567890]}'), type: 'JSON' })
    const second = records.kv({ key: 'another', value: null, description: 'd', expiresAt: 5 })
    await write(storage, { kind: 'kv-put', row: first }, { kind: 'kv-put', row: second })
    expect(await storage.kv.find(records.tenant, first.namespace, first.key)).toEqual(first)
    expect(await storage.kv.list(records.tenant, first.namespace)).toEqual([second, first])

    const changed = { ...first, value: 'text', type: 'STRING', revision: 2 } as const
    await write(
      storage,
      { kind: 'kv-put', row: changed },
      { kind: 'kv-delete', tenant: records.tenant, namespace: second.namespace, key: second.key },
    )
    expect(await storage.kv.list(records.tenant, first.namespace)).toEqual([changed])
    expect(await storage.kv.find(records.tenant, first.namespace, second.key)).toBeNull()
    expect(await storage.kv.list(records.tenant, 'elsewhere')).toEqual([])
  })

  it('Tokens are found by hash, listed by age and revoked once in their tenant', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const [older, newer] = [records.token({ createdAt: 1 }), records.token({ createdAt: 2, expiresAt: 9 })]
    await write(storage, { kind: 'token-insert', row: newer }, { kind: 'token-insert', row: older })
    await write(
      storage,
      { kind: 'token-revoke', tenant: records.tenant, id: older.id, at: 7 },
      { kind: 'token-revoke', tenant: 'somebody-else', id: newer.id, at: 7 },
    )

    expect(await storage.tokens.findByHash(older.hash)).toEqual({ ...older, revokedAt: 7 })
    expect(await storage.tokens.findByHash('unknown')).toBeNull()
    expect(await storage.tokens.list(records.tenant)).toEqual([{ ...older, revokedAt: 7 }, newer])
  })

  it('The tenant `main` is there from the start, others are added once', async () => {
    const { storage } = subject()
    const { tenant } = freshTenant()
    await write(storage, { kind: 'tenant-insert', id: tenant, at: 1 })
    await write(storage, { kind: 'tenant-insert', id: tenant, at: 2 })

    const tenants = await storage.tenants.list()
    expect(tenants).toContain('main')
    expect(tenants.filter((id) => id === tenant)).toHaveLength(1)
  })
}

function describeAudit(subject: ContractSubject): void {
  describe('audit log', () => {
    it('Events are read onwards in order and searched from the newest', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const drafts = [
        records.audit({ at: 10, action: 'flow.created', target: { kind: 'flow', id: 'f' } }),
        records.audit({ at: 20, action: 'approval.decided', target: { kind: 'approval', id: 'r1' } }),
        records.audit({ at: 30, actor: { kind: 'service', id: 'bot', name: 'Bot' } }),
        records.audit({ at: 40, action: 'approval.decided', target: { kind: 'approval', id: 'r2' } }),
      ]
      await storage.commits.commit([{ guards: [], writes: [], audit: drafts }])
      const search = async (query: object, before: number | null = null, limit = 10) =>
        (await storage.audit.search(records.tenant, query, before, limit)).map(({ seq }) => seq)

      expect((await storage.audit.read(records.tenant, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3])
      expect(await search({})).toEqual([4, 3, 2, 1])
      expect(await search({}, 3, 1)).toEqual([2])
      expect(await search({ action: 'approval.decided' })).toEqual([4, 2])
      expect(await search({ targetKind: 'approval', targetId: 'r1' })).toEqual([2])
      expect(await search({ actorId: 'bot' })).toEqual([3])
      expect(await search({ from: 20, to: 30 })).toEqual([3, 2])
      expect(await storage.audit.tenants()).toContain(records.tenant)
      expect(await storage.audit.tenants()).not.toContain('unknown')
      expect(await storage.audit.head('unknown')).toEqual({ seq: 0, hash: '0'.repeat(64) })
    })
  })
}
