import { describe, expect, it } from 'vitest'
import type { Task } from './flow.ts'
import { createTaskOrder } from './task-order.ts'

type Children = Partial<Pick<Task, 'branches' | 'cases'>>

function task(id: string, type = 'debug.Return', children: Children = {}): Task {
  const name = `io.kestra.plugin.core.${type}`
  return {
    id,
    type: name,
    disabled: false,
    allowFailure: false,
    allowWarning: false,
    properties: {},
    branches: {},
    ...children,
  }
}

function order(tasks: readonly Task[], lists: Partial<Parameters<typeof createTaskOrder>[0]> = {}) {
  return createTaskOrder({ tasks, errors: [], finally: [], afterExecution: [], ...lists })
}

describe('the order of tasks', () => {
  it('is that of their list', () => {
    const { isLater } = order([task('a'), task('b')])
    expect(isLater('a', 'b')).toBe(true)
    expect(isLater('b', 'a')).toBe(false)
    expect(isLater('a', 'a')).toBe(false)
  })

  it('is that of the containers that hold them', () => {
    const first = task('first', 'flow.Sequential', { branches: { tasks: [task('a'), task('b')] } })
    const { isLater } = order([first, task('c')])
    expect(isLater('a', 'b')).toBe(true)
    expect(isLater('b', 'c')).toBe(true)
    expect(isLater('c', 'a')).toBe(false)
  })

  it('is not known of a container and what it holds', () => {
    const { isLater } = order([task('outer', 'flow.Sequential', { branches: { tasks: [task('a')] } })])
    expect(isLater('outer', 'a')).toBe(false)
    expect(isLater('a', 'outer')).toBe(false)
  })

  it('is none between branches of which one runs', () => {
    const branches = Object.fromEntries([
      ['then', [task('yes')]],
      ['else', [task('no')]],
    ])
    const choice = task('choice', 'flow.If', { branches })
    const cases = { x: [task('x')], y: [task('y')] }
    const { isLater } = order([choice, task('switch', 'flow.Switch', { branches: { defaults: [task('d')] }, cases })])
    for (const [one, two] of [
      ['yes', 'no'],
      ['x', 'y'],
      ['x', 'd'],
    ] as const) {
      expect(isLater(one, two)).toBe(false)
      expect(isLater(two, one)).toBe(false)
    }
    expect(isLater('yes', 'x')).toBe(true)
  })

  it('puts errors, finally and afterExecution behind the tasks', () => {
    const { isLater } = order([task('a')], {
      errors: [task('e')],
      finally: [task('f')],
      afterExecution: [task('x')],
    })
    const ids = ['a', 'e', 'f', 'x']
    for (const [index, one] of ids.entries()) {
      for (const [at, two] of ids.entries()) expect(isLater(one, two)).toBe(index < at)
    }
    const branches = { tasks: [task('a')], errors: [task('e')], finally: [task('f')] }
    const inner = order([task('outer', 'flow.Sequential', { branches })])
    expect(inner.isLater('a', 'e')).toBe(true)
    expect(inner.isLater('e', 'f')).toBe(true)
    expect(inner.isLater('f', 'a')).toBe(false)
  })

  it('is none among children that run side by side or again and again', () => {
    for (const type of ['flow.Parallel', 'flow.Dag', 'flow.ForEach', 'flow.LoopUntil', 'flow.Unheard']) {
      const { isLater } = order([task('outer', type, { branches: { tasks: [task('a'), task('b')] } }), task('c')])
      expect(isLater('a', 'b')).toBe(false)
      expect(isLater('a', 'c')).toBe(true)
    }
    const body = task('body', 'flow.Sequential', { branches: { tasks: [task('a'), task('b')] } })
    const other = task('other', 'flow.Sequential', { branches: { tasks: [task('c')] } })
    const { isLater } = order([task('loop', 'flow.LoopUntil', { branches: { tasks: [body, other] } })])
    expect(isLater('a', 'b')).toBe(false)
    expect(isLater('a', 'c')).toBe(false)
  })

  it('says nothing about ids that the flow does not have', () => {
    const { isLater } = order([task('a')])
    expect(isLater('a', 'none')).toBe(false)
    expect(isLater('none', 'a')).toBe(false)
  })
})
