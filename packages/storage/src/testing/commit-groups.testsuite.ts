import { expect, it } from 'vitest'
import { type ContractSubject, freshTenant, guarded, unit, versionIs, versionOf, write } from './contract-subject.ts'

const FIRST_PAGE = { page: 1, size: 100, sort: [] }

/** What units of one group do to each other, and what of a group that fails is left. */
export function describeCommitGroups(subject: ContractSubject): void {
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
}
