import { compilePlan, type Plan, parseFlow, type TaskRunOutputs, type Write } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { executionRow, taskRunRow } from '../../testing/rows.ts'
import { createTestCatalogue } from '../../testing/test-tasks.ts'
import { HotExecution, isSettled, newHotExecution, WHOLE_EXECUTION_TASK_RUNS } from './hot-execution.ts'

const CATALOGUE = createTestCatalogue([])

function somePlan(): Plan {
  const source = 'id: flow\nnamespace: company.team\ntasks:\n  - { id: a, type: test.Log, message: hi }\n'
  const { flow } = parseFlow(source, { tenant: 'main', catalogue: CATALOGUE })
  if (flow === null) throw new Error('the flow of the test is not valid')
  return compilePlan(flow, CATALOGUE)
}

function young(): HotExecution {
  return newHotExecution(somePlan(), executionRow())
}

function outputsRow(taskRunId: string, outputs: TaskRunOutputs['outputs']): Write {
  const row = { tenant: 'main', executionId: 'execution', taskRunId, taskId: 'a', path: [], outputs }
  return { kind: 'outputs-put', row }
}

describe('an execution in memory', () => {
  it('takes over the writes that are its own, and no others', () => {
    const hot = young()
    hot.apply([
      { kind: 'execution-update', row: executionRow({ state: 'RUNNING', version: 2 }) },
      { kind: 'execution-update', row: executionRow({ id: 'other', state: 'FAILED' }) },
      { kind: 'task-run-insert', row: taskRunRow({ id: 'r1' }) },
      { kind: 'task-run-insert', row: taskRunRow({ id: 'r2', executionId: 'other' }) },
      outputsRow('r1', { value: 1 }),
    ])
    expect(hot.execution).toMatchObject({ state: 'RUNNING', version: 2 })
    expect([...hot.taskRuns.keys()]).toEqual(['r1'])
    expect(hot.outputsOf('a')?.map((row) => row.outputs)).toEqual([{ value: 1 }])
    expect(hot.outputsOf('b')).toEqual([])
  })

  it('forgets what is over once it has many task runs, but keeps the ancestors of what is not', () => {
    const hot = young()
    const writes: Write[] = [
      { kind: 'task-run-insert', row: taskRunRow({ id: 'root', state: 'SUCCESS' }) },
      { kind: 'task-run-insert', row: taskRunRow({ id: 'live', parentId: 'root', state: 'RUNNING' }) },
    ]
    for (let index = 0; index < WHOLE_EXECUTION_TASK_RUNS; index += 1) {
      writes.push({ kind: 'task-run-insert', row: taskRunRow({ id: `over${index}`, state: 'SUCCESS' }) })
    }
    hot.apply(writes)
    expect([...hot.taskRuns.keys()].sort()).toEqual(['live', 'root'])
    expect(hot.complete).toBe(false)
    expect(hot.outputsOf('a')).toBeUndefined()
    expect(hot.latestTaskRunOf('gone')).toBeUndefined()
  })

  it('never takes a part of the outputs of a task for all of them', () => {
    const rows = { execution: executionRow(), taskRuns: [], requests: [], outputs: [], loopValues: [], complete: false }
    const hot = new HotExecution(somePlan(), rows)
    hot.apply([
      { kind: 'task-run-insert', row: taskRunRow({ id: 'in-a-loop', iterationKey: '3' }) },
      outputsRow('in-a-loop', { value: 3 }),
    ])
    expect(hot.outputsOf('a')).toBeUndefined()
    hot.apply([{ kind: 'task-run-insert', row: taskRunRow({ id: 'alone' }) }, outputsRow('alone', { value: 0 })])
    expect(hot.outputsOf('a')).toHaveLength(1)
  })

  it('is heavy when its outputs are large', () => {
    const hot = young()
    hot.apply([
      { kind: 'task-run-insert', row: taskRunRow({ id: 'r1' }) },
      outputsRow('r1', { text: 'x'.repeat(1_000) }),
    ])
    expect(hot.isHeavy).toBe(false)
    hot.apply([outputsRow('r1', { list: ['x'.repeat(70_000)] })])
    expect(hot.isHeavy).toBe(true)
  })

  it('is settled once nothing is left to do, the tasks of afterExecution and listeners included', () => {
    const done = { branch: 'done', next: 1, active: 0, counts: {} } as const
    const ended = executionRow({ state: 'SUCCESS', progress: done })
    expect(isSettled(ended)).toBe(true)
    expect(isSettled({ ...ended, state: 'RUNNING' })).toBe(false)
    expect(isSettled({ ...ended, unfinishedTurn: true })).toBe(false)
    // Between two listeners nothing is active either.
    expect(isSettled({ ...ended, progress: { ...done, branch: 'afterExecution' } })).toBe(false)
  })
})
