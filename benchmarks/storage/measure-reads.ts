import { type ApprovalRequest, type Execution, SYSTEM_ACTOR } from '@countersign/core'
import type { SqlStorage } from '@countersign/storage'
import { percentile } from './percentile.ts'
import { createSampleUnits } from './sample-units.ts'

const GROUP = 500

/** Fills a database, then measures what people and the engine ask of it. */
export async function measureReads(
  database: string,
  storage: SqlStorage,
  { executions, readRounds }: { readonly executions: number; readonly readRounds: number },
): Promise<Record<string, string | number>[]> {
  const ids = await fill(storage, executions)
  const rows: Record<string, string | number>[] = []
  for (const [name, read] of Object.entries(createReads(storage, ids))) {
    const times: number[] = []
    for (let round = 0; round < readRounds; round++) {
      const start = performance.now()
      await read(round)
      times.push(performance.now() - start)
    }
    rows.push({ database, read: name, 'p50 ms': percentile(times, 0.5), 'p95 ms': percentile(times, 0.95) })
  }
  return rows
}

async function fill({ commits }: SqlStorage, executions: number): Promise<readonly string[]> {
  const { id, unit } = createSampleUnits('r')
  const ids: string[] = []
  while (ids.length < executions) {
    const units = Array.from({ length: GROUP }, () => {
      const { unit: made, execution } = unit()
      ids.push(execution.id)
      return {
        ...made,
        writes: [...made.writes, { kind: 'request-insert', row: openRequest(execution, id()) } as const],
      }
    })
    await commits.commit(units)
  }
  return ids
}

function createReads(
  { executions, approvals, audit }: SqlStorage,
  ids: readonly string[],
): Record<string, (round: number) => Promise<unknown>> {
  const page = { page: 1, size: 25, sort: [] }
  const open = { statuses: ['OPEN', 'INFO_WAIT'] } as const
  return {
    'execution by id': (round) => executions.load(ids[(round * 7_919) % ids.length] ?? ''),
    'executions, newest 25 and total': () => executions.search('main', {}, page),
    'executions in a state': () => executions.search('main', { states: { values: ['FAILED'], negated: false } }, page),
    'executions below a namespace': () =>
      executions.search('main', { namespace: [{ operator: 'PREFIX', values: ['company.team7'] }] }, page),
    'executions with a label': () =>
      executions.search('main', { labels: [{ key: 'team', value: 'team7', negated: false }] }, page),
    'executions by free text': () => executions.search('main', { text: 'flow-77' }, page),
    'inbox, newest 25': () => approvals.search('main', open, { cursor: null, size: 25 }),
    'inbox, number': () => approvals.count('main', open),
    'audit, newest 100': () => audit.search('main', {}, null, 100),
  }
}

function openRequest(execution: Execution, id: string): ApprovalRequest {
  return {
    tenant: execution.tenant,
    id,
    namespace: execution.namespace,
    flowId: execution.flowId,
    flowRevision: 1,
    executionId: execution.id,
    taskId: 'approve',
    taskRunId: id,
    iterationKey: '',
    round: 1,
    status: 'OPEN',
    version: 1,
    title: `Approve ${execution.flowId}`,
    instructions: null,
    form: [],
    outcomes: [{ id: 'resume', kind: 'APPROVE', label: 'Resume' }],
    requester: SYSTEM_ACTOR,
    createdAt: execution.createdAt,
    dueAt: null,
    onDeadline: null,
    settlement: null,
  }
}
