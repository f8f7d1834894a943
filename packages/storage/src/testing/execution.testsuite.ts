import type { Execution, ExecutionKind, ExecutionSearch, TaskRun, Write } from '@countersign/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseJson } from '../json-codec.ts'
import { type ContractSubject, freshTenant, unit, write } from './contract-subject.ts'
import { describeLoopReads } from './loop-reads.testsuite.ts'
import { SAMPLE_NOW, type SampleRecords } from './sample-records.ts'

const insert = (row: Execution): Write => ({ kind: 'execution-insert', row })

/** Values that plain JSON would change: a decimal that must stay one, a long integer, an order of members. */
const EXACT = { whole: parseJson('1.0'), long: 2n ** 62n, zebra: 1, apple: [null, true, 'é', '\u0000'] }

/** Its second value must not be taken for the label that it spells. */
const LOOKALIKE = [
  { key: 'team', value: 'dev' },
  { key: 'quoted "key"', value: '{"key":"team","value":"ops"}' },
]

/** What every `ExecutionStore` does. */
export function describeExecutionStore(subject: ContractSubject): void {
  describeHeaders(subject)
  describeTaskRuns(subject)
  describeLoopReads(subject)
  describeLogs(subject)
  describeSearch(subject)
}

function describeHeaders(subject: ContractSubject): void {
  describe('headers', () => {
    it('An execution is read as it was written, whatever it holds', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const full = records.execution({
        state: 'SUCCESS',
        inputs: EXACT,
        outputs: EXACT,
        variables: EXACT,
        labels: [
          { key: 'b', value: '2' },
          { key: 'a', value: 'ä "quoted"' },
        ],
        trigger: { id: 'parent', type: 'io.kestra.plugin.core.flow.Subflow', variables: { executionId: 'e-parent' } },
        parent: { executionId: 'e-parent', taskRunId: 't-parent' },
        replayOf: 'e-before',
        originalId: 'e-first',
        attemptNumber: 3,
        endedAt: SAMPLE_NOW + 9,
        scheduleAt: SAMPLE_NOW + 5,
        kind: 'TEST',
        breakpoints: [
          { taskId: 'a', value: null },
          { taskId: 'b', value: 'x.y' },
        ],
        progress: { branch: 'errors', next: 2, active: 0, counts: { SUCCESS: 1, FAILED: 1 } },
        nextSequence: 7,
        unfinishedTurn: true,
      })
      const plain = records.execution({ inputs: {}, labels: [], variables: {} })
      await write(storage, insert(full), insert(plain))

      expect(await storage.executions.find(records.tenant, full.id)).toEqual(full)
      expect(await storage.executions.find(records.tenant, plain.id)).toEqual(plain)
      expect(await storage.executions.load(full.id)).toEqual({ execution: full, liveTaskRuns: [] })
    })

    it('Another tenant does not find it', async () => {
      const { storage } = subject()
      const execution = freshTenant().execution()
      await write(storage, insert(execution))

      expect(await storage.executions.find('somebody-else', execution.id)).toBeNull()
      expect(await storage.executions.find(execution.tenant, 'unknown')).toBeNull()
      expect(await storage.executions.load('unknown\0')).toBeNull()
    })

    it.each([
      ['short', 'x'],
      ['long', 'x'.repeat(100_000)],
    ])('An update keeps %s inputs and changes what can change', async (_, text) => {
      const { storage } = subject()
      const execution = freshTenant().execution({ inputs: { text } })
      await write(storage, insert(execution))
      const changed: Execution = {
        ...execution,
        version: 2,
        state: 'PAUSED',
        flowRevision: 4,
        histories: [...execution.histories, { state: 'PAUSED', at: SAMPLE_NOW + 3 }],
        outputs: { done: true },
        variables: { region: 'US' },
        labels: [],
        attemptNumber: 2,
        endedAt: SAMPLE_NOW + 8,
        scheduleAt: SAMPLE_NOW + 2,
        breakpoints: [{ taskId: 'later', value: null }],
        progress: { branch: 'finally', next: 0, active: 0, counts: {} },
        nextSequence: 2,
        unfinishedTurn: true,
      }
      await write(storage, { kind: 'execution-update', row: changed })

      expect(await storage.executions.find(execution.tenant, execution.id)).toEqual(changed)
      const page = await storage.executions.search(execution.tenant, {}, { page: 1, size: 1, sort: [] })
      expect(page.items).toEqual([changed])
    })
  })
}

function describeTaskRuns(subject: ContractSubject): void {
  describe('task runs', () => {
    it('A task run is read as it was written', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const run = records.taskRun(execution, {
        taskId: 'loop',
        parentId: 'p1',
        iterationKey: '0/5',
        value: '{"a":1}',
        iteration: 5,
        state: 'FAILED',
        attempts: [
          {
            state: 'FAILED',
            histories: [
              { state: 'CREATED', at: 1 },
              { state: 'FAILED', at: 2 },
            ],
            failure: { kind: 'task', code: 'TASK_FAILED', message: 'no "luck"', retryable: true },
          },
          { state: 'RUNNING', histories: [], failure: null },
        ],
        progress: { branch: 'tasks', next: 5, active: 2, counts: { SUCCESS: 3 } },
        waiting: { kind: 'approval', requestId: 'r1' },
      })
      const bare = records.taskRun(execution, { sequence: 1, attempts: [] })
      await write(storage, { kind: 'task-run-insert', row: run }, { kind: 'task-run-insert', row: bare })

      expect(await storage.executions.taskRuns(execution.id)).toEqual([run, bare])
    })

    it('Loading gives what is not terminated, with all ancestors, in order', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const root = records.taskRun(execution, { sequence: 0, state: 'SUCCESS' })
      const middle = records.taskRun(execution, { sequence: 1, state: 'WARNING', parentId: root.id })
      const done = records.taskRun(execution, { sequence: 2, state: 'SUCCESS', parentId: middle.id })
      const live = records.taskRun(execution, { sequence: 3, state: 'PAUSED', parentId: middle.id })
      const other = records.taskRun(execution, { sequence: 4, state: 'CREATED' })
      await write(
        storage,
        insert(execution),
        ...[other, live, done, middle, root].map((row) => ({ kind: 'task-run-insert', row }) as const),
      )

      expect((await storage.executions.load(execution.id))?.liveTaskRuns).toEqual([root, middle, live, other])
    })

    it('Task runs are read page by page in the order of their sequence', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const runs = Array.from({ length: 5 }, (_, sequence) => records.taskRun(execution, { sequence }))
      await write(storage, ...runs.toReversed().map((row) => ({ kind: 'task-run-insert', row }) as const))

      expect(await storage.executions.taskRuns(execution.id)).toEqual(runs)
      expect(await storage.executions.taskRuns(execution.id, { limit: 2 })).toEqual(runs.slice(0, 2))
      expect(await storage.executions.taskRuns(execution.id, { after: 1, limit: 2 })).toEqual(runs.slice(2, 4))
    })

    it('Outputs come in the order of their task runs, of one task or of all', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const runs = [2, 0, 1].map((sequence) =>
        records.taskRun(execution, { sequence, taskId: sequence === 1 ? 'other' : 'each' }),
      )
      const outputs = runs.map((run) => records.outputs(run, { path: [`v${run.sequence}`, 'x'], outputs: EXACT }))
      await write(
        storage,
        ...runs.map((row) => ({ kind: 'task-run-insert', row }) as const),
        ...outputs.map((row) => ({ kind: 'outputs-put', row }) as const),
      )

      expect(await storage.executions.outputs(execution.id)).toEqual([outputs[1], outputs[2], outputs[0]])
      expect(await storage.executions.outputs(execution.id, 'each')).toEqual([outputs[1], outputs[0]])
      expect(await storage.executions.outputs(execution.id, 'none')).toEqual([])
    })

    it('A restart forgets task runs and outputs; the place in the order is taken again, logs stay', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const runs = [0, 1, 2].map((sequence) => records.taskRun(execution, { sequence, taskId: `t${sequence}` }))
      const [first, gone, late] = runs as [TaskRun, TaskRun, TaskRun]
      const log = records.log(execution, { taskRunId: gone.id })
      const forget = ({ id: taskRunId, sequence }: TaskRun) =>
        ({ kind: 'task-run-delete', executionId: execution.id, sequence, taskRunId }) as const
      const forgetOutputs = ({ id: taskRunId, taskId }: TaskRun) =>
        ({ kind: 'outputs-delete', executionId: execution.id, taskId, taskRunId }) as const
      await write(
        storage,
        ...runs.map((row) => ({ kind: 'task-run-insert', row }) as const),
        ...runs.map((run) => ({ kind: 'outputs-put', row: records.outputs(run) }) as const),
        { kind: 'log-append', row: log },
      )

      const again = records.taskRun(execution, { sequence: 1, taskId: 't1' })
      await storage.commits.commit([
        // A change of a row that the next unit of the group removes.
        unit({ kind: 'task-run-update', row: { ...late, state: 'RUNNING' } }),
        unit(forget(gone), forget(late), forgetOutputs(first), forgetOutputs(gone)),
        unit({ kind: 'task-run-insert', row: again }),
      ])

      expect(await storage.executions.taskRuns(execution.id)).toEqual([first, again])
      expect((await storage.executions.outputs(execution.id, 't0')).length).toBe(0)
      expect((await storage.executions.outputs(execution.id, 't1')).length).toBe(0)
      expect(await storage.executions.logs(execution.id)).toMatchObject([{ taskRunId: gone.id }])
    })
  })
}

function describeLogs(subject: ContractSubject): void {
  describe('logs', () => {
    it('Lines come in the order of writing; a reader goes on after the last position', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      const line = (message: string): Write => ({ kind: 'log-append', row: records.log(execution, { message }) })
      await write(storage, line('one'), line('two'))
      await write(storage, line('three'))

      const lines = await storage.executions.logs(execution.id)
      expect(lines.map(({ message }) => message)).toEqual(['one', 'two', 'three'])
      const [, second] = lines
      const rest = await storage.executions.logs(execution.id, { after: second?.position ?? -1 })
      expect(rest.map(({ message }) => message)).toEqual(['three'])
      expect(await storage.executions.logs(execution.id, { limit: 1 })).toEqual(lines.slice(0, 1))
      const { position, ...entry } = lines[0]!
      expect(position).toBeGreaterThan(0)
      expect(entry).toEqual(records.log(execution, { message: 'one' }))
    })

    it('Lines are narrowed by level, task, task run and attempt', async () => {
      const { storage } = subject()
      const records = freshTenant()
      const execution = records.execution()
      await write(
        storage,
        ...[
          records.log(execution, { message: 'a', level: 'ERROR', taskId: 't1', taskRunId: 'r1', attempt: 0 }),
          records.log(execution, { message: 'b', level: 'INFO', taskId: 't1', taskRunId: 'r1', attempt: 1 }),
          records.log(execution, { message: 'c', level: 'DEBUG', taskId: 't2', taskRunId: 'r2', attempt: 0 }),
          records.log(execution, { message: 'd', level: 'WARN', taskId: null, taskRunId: null }),
        ].map((row) => ({ kind: 'log-append', row }) as const),
      )
      const messages = async (options: Parameters<typeof storage.executions.logs>[1]) =>
        (await storage.executions.logs(execution.id, options)).map(({ message }) => message).join('')

      expect(await messages({ levels: ['ERROR', 'WARN'] })).toBe('ad')
      expect(await messages({ levels: [] })).toBe('')
      expect(await messages({ taskId: 't1' })).toBe('ab')
      expect(await messages({ taskRunId: 'r2' })).toBe('c')
      expect(await messages({ taskRunId: 'r1', attempt: 1 })).toBe('b')
    })
  })
}

function describeSearch(subject: ContractSubject): void {
  describe('search', () => {
    let records: SampleRecords
    const names = new Map<string, string>()

    beforeAll(async () => {
      records = freshTenant()
      const add = (name: string, overrides: Partial<Execution>): Write => {
        const row = records.execution(overrides)
        names.set(row.id, name)
        return insert(row)
      }
      const calledBy = (executionId: string) => ({ id: 't', type: 'x', variables: { executionId } })
      await write(
        subject().storage,
        add('a', { namespace: 'hr', flowId: 'leave', createdAt: 100, endedAt: 300, state: 'SUCCESS' }),
        add('b', { namespace: 'hr.leave', flowId: 'vacation', createdAt: 200, endedAt: 210, state: 'FAILED' }),
        add('c', { namespace: 'hrx', flowId: 'Vacation', createdAt: 300, labels: LOOKALIKE }),
        add('d', { namespace: 'it_ops', flowId: 'x%y', createdAt: 400, labels: [], trigger: calledBy('parent-1') }),
        add('e', {
          namespace: 'it',
          flowId: 'n',
          createdAt: 500,
          state: 'KILLED',
          endedAt: 501,
          trigger: calledBy('parent-1'),
        }),
      )
    })

    const find = async (search: ExecutionSearch, sort: { field: string; descending: boolean }[] = []) => {
      const page = await subject().storage.executions.search(records.tenant, search, { page: 1, size: 100, sort })
      expect(page.total).toBe(page.items.length)
      return page.items.map(({ id }) => names.get(id)).join('')
    }
    const label = (key: string, value: string, negated = false) => ({ labels: [{ key, value, negated }] })

    it.each<[string, ExecutionSearch, string]>([
      ['everything, newest first', {}, 'edcba'],
      ['a namespace', { namespace: [{ operator: 'EQUALS', values: ['hr'] }] }, 'a'],
      ['a namespace and what is inside', { namespace: [{ operator: 'PREFIX', values: ['hr'] }] }, 'ba'],
      ['any of several namespaces', { namespace: [{ operator: 'IN', values: ['hr', 'it'] }] }, 'ea'],
      ['none of several namespaces', { namespace: [{ operator: 'NOT_IN', values: ['hr', 'it'] }] }, 'dcb'],
      ['another namespace', { namespace: [{ operator: 'NOT_EQUALS', values: ['hr'] }] }, 'edcb'],
      ['a part of the namespace', { namespace: [{ operator: 'CONTAINS', values: ['t_o'] }] }, 'd'],
      ['the start of the flow id, with its case', { flowId: [{ operator: 'STARTS_WITH', values: ['vac'] }] }, 'b'],
      ['the end of the flow id', { flowId: [{ operator: 'ENDS_WITH', values: ['acation'] }] }, 'cb'],
      ['an end longer than the text', { flowId: [{ operator: 'ENDS_WITH', values: ['very-long-ending'] }] }, ''],
      ['wildcards taken literally', { flowId: [{ operator: 'CONTAINS', values: ['%'] }] }, 'd'],
      [
        'two filters together',
        {
          namespace: [
            { operator: 'PREFIX', values: ['hr'] },
            { operator: 'NOT_EQUALS', values: ['hr'] },
          ],
        },
        'b',
      ],
      ['no value at all', { namespace: [{ operator: 'IN', values: [] }] }, ''],
      ['free text in any case', { text: 'VACA' }, 'cb'],
      ['states', { states: { values: ['SUCCESS', 'FAILED'], negated: false } }, 'ba'],
      ['other states', { states: { values: ['SUCCESS', 'FAILED'], negated: true } }, 'edc'],
      ['a label', label('team', 'ops'), 'eba'],
      ['a label of another value', label('team', 'ops', true), 'dc'],
      ['a label with quotes', label('quoted "key"', '{"key":"team","value":"ops"}'), 'c'],
      ['key and value of one label belong together', label('ops', 'team'), ''],
      ['created in a range, ends included', { createdFrom: 200, createdTo: 400 }, 'dcb'],
      ['ended in a range, ends included', { endedFrom: 210, endedTo: 300 }, 'ba'],
      ['children of an execution', { parentExecutionId: 'parent-1' }, 'ed'],
      ['children', { childFilter: 'CHILD' }, 'ed'],
      ['no children', { childFilter: 'MAIN' }, 'cba'],
    ])('finds by %s', async (_, search, expected) => {
      expect(await find(search)).toBe(expected)
    })

    it.each([
      ['id', false, 'abcde'],
      ['namespace', false, 'abced'],
      ['flowId', true, 'dbeac'],
      ['state.startDate', false, 'abcde'],
      ['state.current', false, 'becda'],
      ['state.endDate', false, 'baecd'],
      ['state.endDate', true, 'dceab'],
      ['state.duration', false, 'ebacd'],
    ])('sorts by %s (descending: %s); missing values are the greatest', async (field, descending, expected) => {
      expect(await find({}, [{ field, descending }])).toBe(expected)
    })

    it('Kinds are told apart: a search for none finds none', async () => {
      const own = freshTenant()
      const kinds = ['NORMAL', 'TEST', 'PLAYGROUND'] as const
      const rows = kinds.map((kind) => own.execution({ kind }))
      await write(subject().storage, ...rows.map(insert))
      const found = async (...wanted: readonly ExecutionKind[]) => {
        const sort = [{ field: 'id', descending: false }]
        const page = await subject().storage.executions.search(
          own.tenant,
          { kinds: wanted },
          { page: 1, size: 9, sort },
        )
        return page.items.map(({ kind }) => kind)
      }
      expect(await found('NORMAL')).toEqual(['NORMAL'])
      expect(await found('TEST', 'PLAYGROUND')).toEqual(['TEST', 'PLAYGROUND'])
      expect(await found('PLAYGROUND', 'NORMAL')).toEqual(['NORMAL', 'PLAYGROUND'])
      expect(await found()).toEqual([])
    })

    it('Pages follow each other, with the exact total; beyond the end there is nothing', async () => {
      const page = async (number: number) =>
        subject().storage.executions.search(records.tenant, {}, { page: number, size: 2, sort: [] })

      expect((await page(2)).items.map(({ id }) => names.get(id))).toEqual(['c', 'b'])
      expect(await page(3)).toMatchObject({ total: 5, items: [{}] })
      expect(await page(9)).toEqual({ total: 5, items: [] })
    })

    it('A field that the list cannot be sorted by is refused, and the allowed ones are named', async () => {
      await expect(find({}, [{ field: 'nope', descending: false }])).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
        message: expect.stringContaining('state.startDate'),
        fields: [{ field: 'sort', code: 'unknown-field' }],
      })
      await expect(find({}, [{ field: 'constructor', descending: false }])).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
      })
    })

    it('Live children are those that the execution started and that have not ended', async () => {
      const { storage } = subject()
      const live = await storage.executions.liveChildren('parent-1')
      expect(live.map((id) => names.get(id))).toContain('d')
      expect(live.map((id) => names.get(id))).not.toContain('e')
    })
  })
}
