import type { Task } from '@countersign/core'
import { createSampleRecords } from '@countersign/storage/testing'
import { describe, expect, it } from 'vitest'
import { tasksAfter } from './tasks-after.ts'

const records = createSampleRecords('t')

function task(id: string, branches: Task['branches'] = {}): Task {
  return { id, type: 'x', disabled: false, allowFailure: false, allowWarning: false, properties: {}, branches }
}

const flow = records.flow({
  tasks: [task('a'), task('if', { tasks: [task('b'), task('c')], else: [task('d')] }), task('e')],
})
const idsAfter = (id: string) => tasksAfter(flow, id).map((one) => one.id)

describe('the tasks after a task', () => {
  it('are those behind it in its own list', () => {
    expect(idsAfter('a')).toEqual(['if', 'e'])
    expect(idsAfter('b')).toEqual(['c'])
  })

  it('are those behind the task that holds it where it is the last', () => {
    expect([idsAfter('c'), idsAfter('d')]).toEqual([['e'], ['e']])
  })

  it('are none at the end, and for a task that is not there', () => {
    expect([idsAfter('e'), idsAfter('nope')]).toEqual([[], []])
  })
})
