import { expect, it } from 'vitest'
import { type ContractSubject, freshTenant, guarded, versionIs, versionOf, write } from './contract-subject.ts'

/** When a unit is written and when it is stale. */
export function describeCommitGuards(subject: ContractSubject): void {
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
}
