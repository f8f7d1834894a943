import type { StateName, TaskRun } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { failedRun, taskTree } from './task-tree.ts'

function run(id: string, parent?: string, state: StateName = 'SUCCESS'): TaskRun {
  return {
    id,
    executionId: 'e',
    namespace: 'n',
    flowId: 'f',
    taskId: id,
    outputs: null,
    state: { current: state, histories: [], startDate: '2026-11-24T00:00:00Z' },
    ...(parent === undefined ? {} : { parentTaskRunId: parent }),
  }
}

describe('the tree of task runs', () => {
  it('puts each run below its parent, in the order in which they came', () => {
    const nodes = taskTree([run('a'), run('b'), run('a1', 'a'), run('b1', 'b'), run('a2', 'a'), run('a1x', 'a1')])
    expect(nodes.map((node) => `${node.depth}${node.run.id}`)).toEqual(['0a', '1a1', '2a1x', '1a2', '0b', '1b1'])
  })

  it('shows a run whose parent is missing at the top', () => {
    expect(taskTree([run('x', 'gone')]).map(({ depth }) => depth)).toEqual([0])
  })
})

describe('the run that made an execution fail', () => {
  it('is the innermost failed one', () => {
    expect(failedRun([run('a', undefined, 'FAILED'), run('b', 'a', 'FAILED'), run('c')])?.id).toBe('b')
  })

  it('is none when nothing failed', () => {
    expect(failedRun([run('a')])).toBeNull()
  })
})
