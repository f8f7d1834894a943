import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import '../testing/provided-context.ts'
import { freshTenant } from '../testing/contract-subject.ts'
import { createTestStorage, type TestStorage } from '../testing/create-test-storage.ts'
import { type ExplainingReaders, explainReads, type Plan } from '../testing/explain.ts'
import { createApprovalStore } from './approval-store.ts'
import { createAuditStore } from './audit-store.ts'
import { createExecutionStore } from './execution-store.ts'
import { createTriggerStore } from './trigger-store.ts'
import { createWorkStore } from './work-store.ts'

const NEWEST = { page: 1, size: 25, sort: [] }

describe.each(['sqlite-file', 'postgres'] as const)('Plans on %s', (kind) => {
  let opened: TestStorage
  let explaining: ExplainingReaders
  const records = freshTenant()

  beforeAll(async () => {
    opened = await createTestStorage(kind, { postgresUrl: inject('postgresUrl') })
    const units = Array.from({ length: 300 }, () => {
      const execution = records.execution()
      const run = records.taskRun(execution, { state: 'SUCCESS' })
      return {
        guards: [],
        writes: [
          { kind: 'execution-insert', row: execution },
          { kind: 'task-run-insert', row: run },
          { kind: 'task-run-insert', row: records.taskRun(execution, { sequence: 1, parentId: run.id }) },
          { kind: 'outputs-put', row: records.outputs(run) },
          { kind: 'log-append', row: records.log(execution) },
          { kind: 'request-insert', row: records.request(run) },
          { kind: 'job-add', row: records.job(run) },
          { kind: 'timer-arm', row: records.timer(execution) },
          { kind: 'inbox-add', row: records.message(execution) },
          { kind: 'trigger-put', row: records.trigger({ executionId: execution.id }) },
          { kind: 'event-add', row: records.event() },
        ] as const,
        audit: [records.audit()],
      }
    })
    await opened.storage.commits.commit(units)
    explaining = await explainReads(opened.location)
  })
  afterAll(async () => {
    await explaining.close()
    await opened.close()
  })

  const plansOf = async (
    read: (stores: ReturnType<typeof storesOver>) => Promise<unknown>,
  ): Promise<readonly Plan[]> => {
    explaining.take()
    await read(storesOver(explaining))
    const plans = explaining.take()
    expect(plans).not.toEqual([])
    return plans
  }

  it.each<[string, (stores: ReturnType<typeof storesOver>) => Promise<unknown>]>([
    ['an execution by id', ({ executions }) => executions.find(records.tenant, 'x')],
    ['what a turn starts from', ({ executions }) => executions.load(`${records.tenant}-00000001`)],
    ['the outputs of a task', ({ executions }) => executions.outputs('x', 'first')],
    ['live children', ({ executions }) => executions.liveChildren('x')],
    ['task runs by page', ({ executions }) => executions.taskRuns('x', { after: 3, limit: 10 })],
    ['log lines by page', ({ executions }) => executions.logs('x', { after: 3, limit: 10 })],
    ['due timers', ({ work }) => work.dueTimers(5, 10)],
    ['the next timer', ({ work }) => work.nextTimerAt()],
    ['a trigger', ({ triggers }) => triggers.find(records.trigger())],
    ['due triggers', ({ triggers }) => triggers.due(5, 10)],
    ['the next trigger', ({ triggers }) => triggers.nextDueAt()],
    ['records of Flow triggers', ({ triggers }) => triggers.windows(records.tenant, 'a', 'b')],
    ['the inbox of an execution', ({ work }) => work.inbox('x')],
    ['orphaned jobs', ({ work }) => work.orphanedJobs(5, 10)],
    ['a request by id', ({ approvals }) => approvals.find(records.tenant, 'x')],
    ['open requests of an execution', ({ approvals }) => approvals.openOf('x')],
    ['an answer', ({ approvals }) => approvals.answer('x', 'y')],
    ['counted requests', ({ approvals }) => approvals.count(records.tenant, { statuses: ['OPEN', 'INFO_WAIT'] })],
    ['the audit log onwards', ({ audit }) => audit.read(records.tenant, 7, 100)],
    [
      'the audit log of a target',
      ({ audit }) => audit.search(records.tenant, { targetKind: 'flow', targetId: 'f' }, null, 9),
    ],
  ])('Reading %s scans no table', async (_, read) => {
    for (const plan of await plansOf(read)) expect(plan.fullScans, `${plan.statement}\n${plan.text}`).toEqual([])
  })

  it.each<[string, (stores: ReturnType<typeof storesOver>) => Promise<unknown>]>([
    ['executions, newest first', ({ executions }) => executions.search(records.tenant, {}, NEWEST)],
    [
      'executions of a flow',
      ({ executions }) =>
        executions.search(
          records.tenant,
          {
            namespace: [{ operator: 'EQUALS', values: ['hr.leave'] }],
            flowId: [{ operator: 'EQUALS', values: ['vacation'] }],
          },
          NEWEST,
        ),
    ],
    [
      'executions in a state',
      ({ executions }) =>
        executions.search(records.tenant, { states: { values: ['RUNNING'], negated: false } }, NEWEST),
    ],
    [
      'the inbox of people, from a cursor on',
      async ({ approvals }) => {
        const statuses = ['OPEN', 'INFO_WAIT'] as const
        const first = await approvals.search(records.tenant, { statuses }, { cursor: null, size: 10 })
        await approvals.search(records.tenant, { statuses }, { cursor: first.nextCursor, size: 10 })
      },
    ],
    ['all requests', ({ approvals }) => approvals.search(records.tenant, {}, { cursor: null, size: 10 })],
    ['the audit log, newest first', ({ audit }) => audit.search(records.tenant, {}, null, 10)],
    ['due timers', ({ work }) => work.dueTimers(5, 10)],
    ['due triggers', ({ triggers }) => triggers.due(5, 10)],
  ])('Listing %s walks an index in the order of the list', async (_, read) => {
    for (const plan of await plansOf(read)) {
      expect(plan.fullScans, `${plan.statement}\n${plan.text}`).toEqual([])
      expect(plan.sorts, `${plan.statement}\n${plan.text}`).toEqual([])
    }
  })
})

function storesOver({ readers }: ExplainingReaders) {
  return {
    executions: createExecutionStore(readers),
    work: createWorkStore(readers),
    triggers: createTriggerStore(readers),
    approvals: createApprovalStore(readers),
    audit: createAuditStore(readers),
  }
}
