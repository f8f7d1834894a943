import { type AuditDraft, createChainVerifier } from '@countersign/core'
import { expect, it } from 'vitest'
import { type ContractSubject, freshTenant } from './contract-subject.ts'
import { testHasher } from './create-test-storage.ts'

/** How the events of units are sealed into the chain of their tenant. */
export function describeCommitAudit(subject: ContractSubject): void {
  it('Drafts are sealed in order into the chain of their tenant, across groups', async () => {
    const { storage } = subject()
    const [one, other] = [freshTenant(), freshTenant()]
    const event = (draft: AuditDraft) => ({ guards: [], writes: [], audit: [draft] })

    await storage.commits.commit([
      event(one.audit({ body: { n: 1 } })),
      event(other.audit({ body: { n: 1 } })),
      event(one.audit({ body: { n: 2 } })),
    ])
    await storage.commits.commit([event(one.audit({ body: { n: 3 } }))])

    for (const [records, count] of [
      [one, 3],
      [other, 1],
    ] as const) {
      const events = await storage.audit.read(records.tenant, 0, 100)
      expect(events.map(({ seq, body }) => [seq, body?.n])).toEqual(
        Array.from({ length: count }, (_, index) => [index + 1, index + 1]),
      )
      const verifier = createChainVerifier(testHasher)
      expect(events.map((sealed) => verifier.check(sealed))).toEqual(events.map(() => null))
      expect(await storage.audit.head(records.tenant)).toEqual(verifier.head())
    }
  })

  it('Whatever a draft holds, its event verifies as it is read back', async () => {
    const { storage } = subject()
    const records = freshTenant()
    await storage.commits.commit([
      {
        guards: [],
        writes: [],
        audit: [
          records.audit({
            actor: { kind: 'user', id: 'nul\0', name: 'half \ud800' },
            target: { kind: 'kv', id: 'a\0b' },
            origin: { door: 'cli' },
            body: {
              long: 2n ** 60n,
              large: 1e21,
              small: 0.1,
              list: [null, true, 'nul\0 \ud800'],
              map: { b: 1, a: 2 },
            },
          }),
        ],
      },
    ])

    const [event] = await storage.audit.read(records.tenant, 0, 10)
    expect(createChainVerifier(testHasher).check(event!)).toBeNull()
    expect(event).toMatchObject({ requestId: null, body: { origin: { door: 'cli' }, long: 2n ** 60n } })
    expect(event?.target).toEqual({ kind: 'kv', id: 'a\ufffdb' })
  })

  it('The database refuses to change or remove a sealed event', async () => {
    const { storage } = subject()
    const records = freshTenant()
    await storage.commits.commit([{ guards: [], writes: [], audit: [records.audit()] }])
    const { kysely } = storage

    await expect(
      kysely.updateTable('audit_events').set({ action: 'x' }).where('tenant', '=', records.tenant).execute(),
    ).rejects.toThrow(/append-only/)
    await expect(kysely.deleteFrom('audit_events').where('tenant', '=', records.tenant).execute()).rejects.toThrow(
      /append-only/,
    )
    expect(await storage.audit.read(records.tenant, 0, 10)).toHaveLength(1)
  })

  it('A body can be erased and the chain still holds', async () => {
    const { storage } = subject()
    const records = freshTenant()
    await storage.commits.commit([{ guards: [], writes: [], audit: [records.audit(), records.audit()] }])
    await storage.kysely.deleteFrom('audit_bodies').where('tenant', '=', records.tenant).where('seq', '=', 1).execute()

    const events = await storage.audit.read(records.tenant, 0, 10)
    const verifier = createChainVerifier(testHasher)
    expect(events.map((event) => [event.body === null, verifier.check(event)])).toEqual([
      [true, null],
      [false, null],
    ])
  })
}
