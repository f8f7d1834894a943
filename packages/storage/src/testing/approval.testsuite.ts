import type { ApprovalRequest, ApprovalSearch, RequestStatus } from '@countersign/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseJson } from '../json-codec.ts'
import { type ContractSubject, freshTenant, write } from './contract-subject.ts'
import { SAMPLE_NOW, type SampleRecords } from './sample-records.ts'

/** What every `ApprovalStore` does. */
export function describeApprovalStore(subject: ContractSubject): void {
  describeRecords(subject)
  describeInbox(subject)
}

function describeRecords(subject: ContractSubject): void {
  describe('requests', () => {
    it('A request is read as it was written, before and after it is settled', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const request = records.request(records.taskRun(records.execution()), {
        iterationKey: '3',
        round: 2,
        instructions: 'Look at the **budget**.',
        dueAt: SAMPLE_NOW + 60_000,
        onDeadline: 'WARN',
      })
      await write(storage, { kind: 'request-insert', row: request })
      expect(await storage.approvals.find(records.tenant, request.id)).toEqual(request)

      const settled: ApprovalRequest = {
        ...request,
        status: 'SETTLED',
        version: 2,
        settlement: {
          outcome: 'resume',
          by: { kind: 'user', id: 'u2', name: 'Bo' },
          at: SAMPLE_NOW + 5,
          door: 'ui',
          comment: 'fine',
          inputs: { approved: true, share: parseJson('1.0') },
        },
      }
      await write(storage, { kind: 'request-update', row: settled })
      expect(await storage.approvals.find(records.tenant, request.id)).toEqual(settled)
      expect(await storage.approvals.find('somebody-else', request.id)).toBeNull()
    })

    it('A gate asks once in each round of an iteration: the database refuses a second request', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const run = records.taskRun(records.execution())
      const request = records.request(run)
      await write(storage, { kind: 'request-insert', row: request })

      await expect(write(storage, { kind: 'request-insert', row: { ...request, id: records.id() } })).rejects.toThrow()
      await write(storage, { kind: 'request-insert', row: { ...request, id: records.id(), round: 2 } })
      await write(storage, { kind: 'request-insert', row: { ...request, id: records.id(), iterationKey: '0' } })
      expect(await storage.approvals.ofExecution(records.tenant, run.executionId)).toHaveLength(3)
    })

    it('Open requests of an execution come in the order of their task runs, all of them by age', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const [first, second, third] = [0, 1, 2].map((sequence) => records.taskRun(execution, { sequence }))
      const late = records.request(first!, { createdAt: 30, taskId: 'a' })
      const early = records.request(second!, { createdAt: 10, taskId: 'b', status: 'INFO_WAIT' })
      const settled = records.request(third!, { createdAt: 20, taskId: 'c', status: 'EXPIRED' })
      await write(
        storage,
        ...[first!, second!, third!].map((row) => ({ kind: 'task-run-insert', row }) as const),
        ...[settled, early, late].map((row) => ({ kind: 'request-insert', row }) as const),
      )

      expect(await storage.approvals.openOf(execution.id)).toEqual([late, early])
      expect(await storage.approvals.ofExecution(records.tenant, execution.id)).toEqual([early, settled, late])
      expect(await storage.approvals.ofExecution('somebody-else', execution.id)).toEqual([])
    })
  })
}

function describeInbox(subject: ContractSubject): void {
  describe('inbox', () => {
    let records: SampleRecords
    const names = new Map<string, string>()

    beforeAll(async () => {
      records = freshTenant()
      const rows = (
        [
          ['a', { status: 'OPEN', createdAt: 10, namespace: 'hr', title: 'Trip to Rome' }],
          ['b', { status: 'SETTLED', createdAt: 20, namespace: 'hr.leave', title: 'Laptop für ÄNNE' }],
          ['c', { status: 'INFO_WAIT', createdAt: 30, namespace: 'hrx', flowId: 'purchase' }],
          ['d', { status: 'OPEN', createdAt: 30, namespace: 'it', title: '50% off' }],
          ['e', { status: 'OPEN', createdAt: 40, namespace: 'it', executionId: 'e-special' }],
        ] as const
      ).map(([name, overrides]) => {
        const row = records.request(records.taskRun(records.execution()), overrides)
        names.set(row.id, name)
        return { kind: 'request-insert', row } as const
      })
      await write(subject().storage, ...rows)
    })

    const pages = async (search: ApprovalSearch, size: number): Promise<string[]> => {
      const found: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<ReturnType<ContractSubject>['storage']['approvals']['search']>> =
          await subject().storage.approvals.search(records.tenant, search, { cursor, size })
        found.push(page.items.map(({ id }) => names.get(id)).join(''))
        cursor = page.nextCursor
      } while (cursor !== null)
      return found
    }
    const OPEN: readonly RequestStatus[] = ['OPEN', 'INFO_WAIT']

    it.each<[string, ApprovalSearch, string]>([
      ['everything, newest first', {}, 'edcba'],
      ['one status', { statuses: ['OPEN'] }, 'eda'],
      ['several statuses, merged by age', { statuses: OPEN }, 'edca'],
      ['no status', { statuses: [] }, ''],
      ['a namespace and what is inside', { namespacePrefix: 'hr' }, 'ba'],
      ['a flow', { flowId: 'purchase' }, 'c'],
      ['an execution', { executionId: 'e-special' }, 'e'],
      ['words of the title in any case', { text: 'rome' }, 'a'],
      ['letters beyond ASCII as they are written', { text: 'FüR ÄNNE' }, 'b'],
      ['signs taken literally', { text: '50%' }, 'd'],
      ['several conditions', { statuses: OPEN, namespacePrefix: 'it' }, 'ed'],
    ])('finds by %s, and counts the same', async (_, search, expected) => {
      expect(await pages(search, 100)).toEqual([expected])
      expect(await subject().storage.approvals.count(records.tenant, search)).toBe(expected.length)
    })

    it('Pages follow each other without gap or repetition, also where instants are equal', async () => {
      expect(await pages({}, 2)).toEqual(['ed', 'cb', 'a'])
      expect(await pages({ statuses: OPEN }, 1)).toEqual(['e', 'd', 'c', 'a'])
      expect(await pages({ statuses: OPEN }, 2)).toEqual(['ed', 'ca'])
    })

    it('A cursor of somebody else is refused', async () => {
      const query = { cursor: 'nonsense', size: 5 }
      await expect(subject().storage.approvals.search(records.tenant, {}, query)).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
        fields: [{ field: 'cursor' }],
      })
    })
  })
}
