import { describe, expect, it } from 'vitest'
import type { TaskRun } from '../task-run.ts'
import {
  batchAt,
  batchChildId,
  batchOfChild,
  failedBatchesAgain,
  iterationCounts,
  newBatches,
  nextBatch,
  runningBatches,
  stateOfBatches,
  withBatch,
} from './batch-letters.ts'

const STATES = ['SUCCESS', 'FAILED', 'KILLED', 'WARNING', 'CANCELLED', 'RETRIED', 'SKIPPED'] as const

/** A text of batches in these states. */
function batchesOf(...states: readonly Parameters<typeof withBatch>[2][]): string {
  return states.reduce((batches, state, index) => withBatch(batches, index, state), newBatches(states.length))
}

function runWith(batches: string, round = 0): TaskRun {
  // The other members have no part in it.
  return {
    id: 'run',
    progress: { branch: 'tasks', next: 0, active: 0, counts: {}, round, batches },
  } as unknown as TaskRun
}

describe('the letters of batches', () => {
  it.each([...STATES, 'RUNNING', 'REFUSED', 'NONE'] as const)('keep the state %s', (state) => {
    expect(batchAt(batchesOf('RUNNING', state, 'RUNNING'), 1)).toBe(state)
  })

  it('take a state that ends nothing for one of an execution that goes on', () => {
    expect(batchAt(batchesOf('PAUSED'), 0)).toBe('RUNNING')
  })

  it('find the next batch without an execution', () => {
    const batches = batchesOf('NONE', 'RUNNING', 'NONE')
    expect([nextBatch(batches, 0), nextBatch(batches, 1), nextBatch(batches, 3)]).toEqual([0, 2, null])
  })

  it('count what people see as `iterations`', () => {
    expect(iterationCounts(batchesOf('NONE', 'RUNNING', 'FAILED', 'REFUSED', 'SUCCESS'))).toEqual({
      CREATED: 1,
      RUNNING: 1,
      FAILED: 2,
      SUCCESS: 1,
    })
  })

  it.each([
    [['SUCCESS', 'SUCCESS'], true, 'SUCCESS'],
    [['SUCCESS', 'WARNING'], true, 'WARNING'],
    [['KILLED', 'WARNING'], true, 'KILLED'],
    [['FAILED', 'KILLED', 'WARNING'], true, 'FAILED'],
    [['CANCELLED', 'RETRIED'], true, 'SUCCESS'],
    [['FAILED', 'KILLED'], false, 'SUCCESS'],
    [['SUCCESS', 'REFUSED'], false, 'FAILED'],
  ] as const)('stand for one state: %j, passed on %s, is %s', (states, transmitFailed, expected) => {
    expect(stateOfBatches(batchesOf(...states), transmitFailed)).toBe(expected)
  })

  it('begin anew but for what went well', () => {
    const again = failedBatchesAgain(batchesOf(...STATES, 'REFUSED'))
    expect([...again].map((_, index) => batchAt(again, index))).toEqual([
      'SUCCESS',
      'NONE',
      'NONE',
      'WARNING',
      'CANCELLED',
      'RETRIED',
      'SKIPPED',
      'NONE',
    ])
  })

  it('know the executions by their ids, and those of an earlier round not', () => {
    const run = runWith(batchesOf('SUCCESS', 'RUNNING', 'RUNNING'), 2)
    expect(runningBatches(run)).toEqual(['run-2-1', 'run-2-2'])
    expect(batchOfChild(run, batchChildId(run, 2))).toBe(2)
    expect(['run-1-2', 'run-2-3', 'other-2-1', 'run-2-x', 'run-2-', ''].map((id) => batchOfChild(run, id))).toEqual(
      Array.from({ length: 6 }, () => null),
    )
  })
})
