import { type AuditDraft, createChainVerifier, type Execution, type Storage } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { type ContractSubject, freshTenant, guarded, unit, write } from './contract-subject.ts'
import { testHasher } from './create-test-storage.ts'

const FIRST_PAGE = { page: 1, size: 100, sort: [] }

function versionIs(execution: Execution, version: number) {
  return { kind: 'execution-version', executionId: execution.id, version } as const
}

async function versionOf(storage: Storage, execution: Execution): Promise<number | undefined> {
  return (await storage.executions.load(execution.id))?.execution.version
}

/** What every `CommitStore` does. */
export function describeCommitStore(subject: ContractSubject): void {
  describe('guards', () => {
    it('Of 50 units of which 3 are stale the other 47 are written, in one group', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const executions = Array.from({ length: 50 }, () => records.execution())
      await write(storage, ...executions.map((row) => ({ kind: 'execution-insert', row }) as const))
      const stale = new Set([0, 17, 49])

      const outcomes = await storage.commits.commit(
        executions.map((execution, index) => ({
          guards: [versionIs(execution, stale.has(index) ? 7 : 1)],
          writes: [
            { kind: 'execution-update', row: { ...execution, version: 2, state: 'SUCCESS' } },
            { kind: 'log-append', row: records.log(execution) },
          ],
          audit: [records.audit({ target: { kind: 'execution', id: execution.id } })],
        })),
      )

      expect(outcomes).toEqual(executions.map((_, index) => (stale.has(index) ? 'stale' : 'committed')))
      for (const [index, execution] of executions.entries()) {
        expect(await versionOf(storage, execution)).toBe(stale.has(index) ? 1 : 2)
        expect(await storage.executions.logs(execution.id)).toHaveLength(stale.has(index) ? 0 : 1)
      }
      const events = await storage.audit.read(records.tenant, 0, 100)
      expect(events.map(({ target }) => target.id)).toEqual(
        executions.filter((_, index) => !stale.has(index)).map(({ id }) => id),
      )
    })

    it('Version 0 means that the execution does not exist', async () => {
      const { storage } = subject()
      const execution = freshTenant().execution()
      const create = guarded([versionIs(execution, 0)], { kind: 'execution-insert', row: execution })

      expect(await storage.commits.commit([create])).toEqual(['committed'])
      expect(await storage.commits.commit([create])).toEqual(['stale'])
    })

    it('Later units of a group see what earlier ones write', async () => {
      const { storage } = subject()
      const execution = freshTenant().execution()
      const to = (version: number) => ({ kind: 'execution-update', row: { ...execution, version } }) as const

      const outcomes = await storage.commits.commit([
        guarded([versionIs(execution, 0)], { kind: 'execution-insert', row: execution }),
        guarded([versionIs(execution, 1)], to(2)),
        guarded([versionIs(execution, 1)], to(9)),
        guarded([versionIs(execution, 2)], to(3)),
      ])

      expect(outcomes).toEqual(['committed', 'committed', 'stale', 'committed'])
      expect(await storage.executions.load(execution.id)).toMatchObject({
        execution: { version: 3, inputs: execution.inputs },
      })
    })

    it('What a stale unit would have written is not seen by later units', async () => {
      const { storage } = subject()
      const execution = freshTenant().execution()

      const outcomes = await storage.commits.commit([
        guarded([versionIs(execution, 5)], { kind: 'execution-update', row: { ...execution, version: 6 } }),
        guarded([versionIs(execution, 6)], { kind: 'execution-update', row: { ...execution, version: 7 } }),
        guarded([versionIs(execution, 0)], { kind: 'execution-insert', row: execution }),
      ])

      expect(outcomes).toEqual(['stale', 'stale', 'committed'])
    })

    it('One guard that does not hold leaves out the whole unit', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const request = records.request(records.taskRun(execution))

      const outcomes = await storage.commits.commit([
        guarded(
          [versionIs(execution, 0), { kind: 'request-version', requestId: request.id, version: 1 }],
          { kind: 'execution-insert', row: execution },
          { kind: 'request-insert', row: request },
        ),
      ])

      expect(outcomes).toEqual(['stale'])
      expect(await storage.executions.find(records.tenant, execution.id)).toBeNull()
      expect(await storage.approvals.find(records.tenant, request.id)).toBeNull()
    })

    it('Two answers to one request, in one group or in two: exactly one is written', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const request = records.request(records.taskRun(records.execution()))
      await write(storage, { kind: 'request-insert', row: request })
      const answer = (idempotencyKey: string) =>
        guarded(
          [
            { kind: 'request-version', requestId: request.id, version: 1 },
            { kind: 'answer-absent', requestId: request.id, idempotencyKey },
          ],
          { kind: 'request-update', row: { ...request, version: 2, status: 'SETTLED' } },
          {
            kind: 'answer-insert',
            row: {
              tenant: records.tenant,
              requestId: request.id,
              idempotencyKey,
              answerHash: idempotencyKey,
              at: 5,
              actorId: 'u1',
            },
          },
        )

      expect(await storage.commits.commit([answer('a'), answer('b')])).toEqual(['committed', 'stale'])
      expect(await storage.commits.commit([answer('a')])).toEqual(['stale'])
      expect(await storage.approvals.answer(request.id, 'a')).toMatchObject({ answerHash: 'a', at: 5 })
      expect(await storage.approvals.answer(request.id, 'b')).toBeNull()
    })

    it('The revision of a flow is guarded, also within a group', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const save = (revision: number, expected: number) =>
        guarded(
          [
            {
              kind: 'flow-revision',
              tenant: records.tenant,
              namespace: 'hr.leave',
              flowId: 'vacation',
              revision: expected,
            },
          ],
          { kind: 'flow-save', row: records.flow({ revision }) },
        )

      expect(await storage.commits.commit([save(1, 0), save(2, 1), save(2, 1)])).toEqual([
        'committed',
        'committed',
        'stale',
      ])
      expect(await storage.commits.commit([save(1, 0)])).toEqual(['stale'])
    })
  })

  describe('groups', () => {
    it('An empty group is an empty answer', async () => {
      expect(await subject().storage.commits.commit([])).toEqual([])
    })

    it('A database error rejects the whole group and nothing of it is written', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const [first, second] = [records.execution(), records.execution()]
      await write(storage, { kind: 'execution-insert', row: second })

      await expect(
        storage.commits.commit([
          { ...unit({ kind: 'execution-insert', row: first }), audit: [records.audit()] },
          unit({ kind: 'execution-insert', row: second }),
        ]),
      ).rejects.toThrow()

      expect(await storage.executions.find(records.tenant, first.id)).toBeNull()
      expect(await storage.audit.head(records.tenant)).toMatchObject({ seq: 0 })
      // The writer is as good as before.
      await write(storage, { kind: 'execution-insert', row: first })
      expect(await versionOf(storage, first)).toBe(1)
    })

    it('The same row inserted twice in one group is refused', async () => {
      const { storage } = subject()
      const row = freshTenant().execution()
      const insert = unit({ kind: 'execution-insert', row })

      await expect(storage.commits.commit([insert, insert])).rejects.toThrow()
    })

    it('Groups that are committed at the same time do not disturb each other', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const executions = Array.from({ length: 20 }, () => records.execution())

      const outcomes = await Promise.all(
        executions.map((row) =>
          storage.commits.commit([
            { guards: [versionIs(row, 0)], writes: [{ kind: 'execution-insert', row }], audit: [records.audit()] },
          ]),
        ),
      )

      expect(outcomes.flat()).toEqual(executions.map(() => 'committed'))
      const page = await storage.executions.search(records.tenant, {}, FIRST_PAGE)
      expect(page.total).toBe(20)
      expect((await storage.audit.head(records.tenant)).seq).toBe(20)
    })

    it('Of several changes to one row in a group the last one stays', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const run = records.taskRun(execution)
      const kept = records.timer(execution)
      const dropped = records.timer(execution)

      await storage.commits.commit([
        unit(
          { kind: 'execution-insert', row: execution },
          { kind: 'task-run-insert', row: run },
          { kind: 'outputs-put', row: records.outputs(run, { outputs: { value: 1 } }) },
          { kind: 'job-add', row: records.job(run, { owner: 'first' }) },
          { kind: 'timer-arm', row: dropped },
          { kind: 'timer-arm', row: kept },
        ),
        unit(
          { kind: 'task-run-update', row: { ...run, state: 'SUCCESS' } },
          { kind: 'outputs-put', row: records.outputs(run, { outputs: { value: 2 } }) },
          { kind: 'job-remove', taskRunId: run.id, attempt: 0 },
          { kind: 'job-add', row: records.job(run, { owner: 'second' }) },
          { kind: 'timer-disarm', id: dropped.id },
          { kind: 'timer-arm', row: { ...kept, dueAt: 77 } },
        ),
        unit({ kind: 'task-run-update', row: { ...run, state: 'WARNING' } }),
      ])

      expect(await storage.executions.taskRuns(execution.id)).toEqual([{ ...run, state: 'WARNING' }])
      expect(await storage.executions.outputs(execution.id)).toMatchObject([{ outputs: { value: 2 } }])
      const jobs = (await storage.work.orphanedJobs(0, 1_000)).filter(({ taskRunId }) => taskRunId === run.id)
      expect(jobs).toMatchObject([{ owner: 'second' }])
      const timers = (await storage.work.dueTimers(77, 1_000)).filter(({ tenant }) => tenant === records.tenant)
      expect(timers).toMatchObject([{ id: kept.id, dueAt: 77 }])
    })

    it('Deleting an execution removes its rows, also those written earlier in the group, and keeps requests', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution({ inputs: { text: 'x'.repeat(5_000) }, unfinishedTurn: true })
      const run = records.taskRun(execution)
      const request = records.request(run)
      await write(
        storage,
        { kind: 'execution-insert', row: execution },
        { kind: 'task-run-insert', row: run },
        { kind: 'outputs-put', row: records.outputs(run) },
        { kind: 'log-append', row: records.log(execution) },
        { kind: 'request-insert', row: request },
        { kind: 'job-add', row: records.job(run) },
        { kind: 'timer-arm', row: records.timer(execution, { dueAt: 1 }) },
        { kind: 'inbox-add', row: records.message(execution) },
      )

      await storage.commits.commit([
        unit(
          { kind: 'log-append', row: records.log(execution) },
          { kind: 'task-run-insert', row: records.taskRun(execution, { sequence: 1 }) },
        ),
        unit({ kind: 'execution-delete', tenant: records.tenant, executionId: execution.id }),
      ])

      expect(await storage.executions.load(execution.id)).toBeNull()
      expect(await storage.executions.taskRuns(execution.id)).toEqual([])
      expect(await storage.executions.outputs(execution.id)).toEqual([])
      expect(await storage.executions.logs(execution.id)).toEqual([])
      expect(await storage.work.inbox(execution.id)).toEqual([])
      expect(await storage.work.unfinishedExecutions(1_000)).not.toContain(execution.id)
      expect((await storage.work.dueTimers(1, 1_000)).map(({ executionId }) => executionId)).not.toContain(execution.id)
      expect(await storage.approvals.find(records.tenant, request.id)).toEqual(request)
    })

    it('An execution can be deleted and made anew in one group', async () => {
      const { storage } = subject()
      const execution = freshTenant().execution()
      await write(storage, { kind: 'execution-insert', row: execution })

      const outcomes = await storage.commits.commit([
        guarded([versionIs(execution, 1)], {
          kind: 'execution-delete',
          tenant: execution.tenant,
          executionId: execution.id,
        }),
        guarded([versionIs(execution, 0)], { kind: 'execution-insert', row: { ...execution, flowRevision: 9 } }),
      ])

      expect(outcomes).toEqual(['committed', 'committed'])
      expect(await storage.executions.load(execution.id)).toMatchObject({ execution: { flowRevision: 9 } })
    })

    it('Characters that a database cannot keep do not fail the group', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution({
        inputs: { text: 'nul \0 and half \ud800' },
        labels: [{ key: 'k', value: 'a\0b' }],
      })
      await write(
        storage,
        { kind: 'execution-insert', row: execution },
        { kind: 'log-append', row: records.log(execution, { message: 'a\0b\ud800c' }) },
      )

      expect(await storage.executions.find(records.tenant, execution.id)).toMatchObject({ inputs: execution.inputs })
      expect(await storage.executions.logs(execution.id)).toMatchObject([{ message: 'a\ufffdb\ufffdc' }])
      const labels = [{ key: 'k', value: 'a\0b', negated: false }]
      expect((await storage.executions.search(records.tenant, { labels }, FIRST_PAGE)).total).toBe(1)
    })
  })

  describe('audit', () => {
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
      await storage.kysely
        .deleteFrom('audit_bodies')
        .where('tenant', '=', records.tenant)
        .where('seq', '=', 1)
        .execute()

      const events = await storage.audit.read(records.tenant, 0, 10)
      const verifier = createChainVerifier(testHasher)
      expect(events.map((event) => [event.body === null, verifier.check(event)])).toEqual([
        [true, null],
        [false, null],
      ])
    })
  })
}
