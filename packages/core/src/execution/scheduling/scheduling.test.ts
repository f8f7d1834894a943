import { describe, expect, it } from 'vitest'
import { createRunnableCatalogue } from '../../testing/runnable-types.ts'
import { flowOf } from '../../testing/stepped-execution.ts'
import { startProgress } from '../final-state.ts'
import { compilePlan, type PlanNode } from '../plan.ts'
import type { Progress } from '../progress.ts'
import { inDependencyOrder } from './dag.ts'
import { inParallel } from './parallel.ts'
import { placeOf } from './place-of.ts'
import type { Scheduling, Work } from './scheduling.ts'
import { inSequence } from './sequential.ts'
import { inValueGroups } from './value-groups.ts'

const LOG = 'io.kestra.plugin.core.log.Log'

/** Tasks `a`, `b`, `c` ..., each with the names of those that it depends on. */
function nodesOf(...dependencies: readonly (readonly string[])[]): readonly PlanNode[] {
  const tasks = dependencies.map((dependsOn, at) => ({
    task: { id: String.fromCharCode(97 + at), type: LOG, message: 'hi' },
    dependsOn,
  }))
  const dag = { id: 'dag', type: 'io.kestra.plugin.core.flow.Dag', tasks }
  const catalogue = createRunnableCatalogue()
  const flow = flowOf(JSON.stringify({ id: 'f', namespace: 'n', tasks: [dag] }), catalogue)
  return compilePlan(flow, catalogue).nodes.get('dag')?.branches.get('tasks') ?? []
}

function workOf(count: number, times = 1): Work {
  return { nodes: nodesOf(...Array.from({ length: count }, () => [])), times }
}

/** Works a list off: children end in the order in which they began, one at a time. Gives the waves. */
function waves(
  scheduling: Scheduling,
  work: Work,
  start: Progress = startProgress('tasks'),
): readonly (readonly number[])[] {
  const found: (readonly number[])[] = []
  const live: number[] = []
  let progress = start
  for (let left = 100; left > 0; left--) {
    const wave = scheduling.next(work, progress)
    progress = { ...wave.progress, active: wave.progress.active + wave.places.length }
    if (wave.places.length > 0) found.push(wave.places)
    live.push(...wave.places)
    const ended = live.shift()
    if (ended === undefined) return found
    progress = { ...(scheduling.ended?.(work, progress, ended) ?? progress), active: progress.active - 1 }
  }
  throw new Error('it never ends')
}

describe('inSequence', () => {
  it('creates one child after another, of a loop value by value', () => {
    expect(waves(inSequence, workOf(2, 2))).toEqual([[0], [1], [2], [3]])
  })

  it('takes back everything after a child, and goes on behind the last that is left', () => {
    expect(inSequence.follows(workOf(3), 2, 1)).toBe(true)
    expect(inSequence.follows(workOf(3), 0, 1)).toBe(false)
    expect(
      inSequence.restore(workOf(3), [
        { place: 0, terminated: true },
        { place: 1, terminated: false },
      ]),
    ).toEqual({ next: 2 })
  })
})

describe('inParallel()', () => {
  it('creates all at once, or as many as the limit leaves free', () => {
    expect(waves(inParallel(0), workOf(3))).toEqual([[0, 1, 2]])
    expect(waves(inParallel(2), workOf(3))).toEqual([[0, 1], [2]])
  })

  it('creates many children in several steps', () => {
    const first = inParallel(0).next(workOf(1, 600), startProgress('tasks'))
    expect([first.places.length, first.more]).toEqual([500, true])
    expect(inParallel(0).next(workOf(1, 600), first.progress).places).toHaveLength(100)
  })

  it('takes nothing back, for no child waits for another', () => {
    expect(inParallel(0).follows(workOf(3), 2, 0)).toBe(false)
    expect(inParallel(2).restore(workOf(3), [{ place: 1, terminated: false }])).toEqual({ next: 2 })
  })
})

describe('inDependencyOrder()', () => {
  it('creates a child once everything that it depends on has ended', () => {
    const work: Work = { nodes: nodesOf(['c'], [], ['b'], []), times: 1 }
    expect(waves(inDependencyOrder(0), work)).toEqual([[1, 3], [2], [0]])
    expect(waves(inDependencyOrder(1), work)).toEqual([[1], [2], [0], [3]])
  })

  it('takes back what depends on a child, directly or not', () => {
    const work: Work = { nodes: nodesOf([], ['a'], ['b'], []), times: 1 }
    const { follows, restore } = inDependencyOrder(0)
    expect([1, 2, 3].map((later) => follows(work, later, 0))).toEqual([true, true, false])
    const left = restore(work, [
      { place: 0, terminated: false },
      { place: 3, terminated: true },
    ])
    expect(left).toEqual({ next: 0, started: [0, 3], ended: [3] })
    expect(waves(inDependencyOrder(0), work, { ...startProgress('tasks'), ...left, active: 0, ended: [0, 3] })).toEqual(
      [[1], [2]],
    )
  })

  it('looks at each child once to see what is taken back, by however many ways it is reached', () => {
    const layers = Array.from({ length: 12 }, (_, layer) => {
      const before = layer === 0 ? [] : [2 * layer - 2, 2 * layer - 1].map((at) => String.fromCharCode(97 + at))
      return [before, before]
    })
    let reads = 0
    const nodes = nodesOf(...layers.flat()).map((node) => {
      const { dependsOn = [], ...task } = node.task
      const counted = {
        ...task,
        get dependsOn() {
          reads += 1
          return dependsOn
        },
      }
      return { ...node, task: counted }
    })
    const { follows } = inDependencyOrder(0)
    expect(follows({ nodes, times: 1 }, 22, 23)).toBe(false)
    expect(reads).toBe(23)
    expect(follows({ nodes, times: 1 }, 22, 0)).toBe(true)
  })
})

describe('inValueGroups()', () => {
  it('works values side by side, the tasks of each one after another', () => {
    expect(waves(inValueGroups(0), workOf(2, 3))).toEqual([[0, 2, 4], [1], [3], [5]])
    expect(waves(inValueGroups(2), workOf(2, 3))).toEqual([[0, 2], [1], [3], [4], [5]])
  })

  it('has nothing to do without tasks or values', () => {
    expect(waves(inValueGroups(0), { nodes: [], times: 3 })).toEqual([])
    expect(waves(inValueGroups(2), workOf(2, 0))).toEqual([])
  })

  it('takes back the later tasks of a value only', () => {
    const { follows } = inValueGroups(0)
    const work = workOf(3, 2)
    expect([0, 1, 2, 3, 4, 5].filter((later) => follows(work, later, 1))).toEqual([2])
  })

  it('goes on with each value behind its last child that is left', () => {
    const left = inValueGroups(2).restore(workOf(2, 5), [
      { place: 0, terminated: true },
      { place: 1, terminated: true },
      { place: 2, terminated: true },
      { place: 4, terminated: false },
    ])
    expect(left).toEqual({ next: 3, ready: [3] })
  })
})

describe('placeOf()', () => {
  const work = workOf(2, 3)
  const [a, b] = work.nodes
  if (a === undefined || b === undefined) throw new Error('the work has no tasks')

  it('counts tasks, in a loop value by value, also in a loop inside of another', () => {
    expect(placeOf(workOf(2), {}, nodesOf([], [])[0] ?? a, { iterationKey: '' })).toBe(-1)
    expect(placeOf(work, {}, b, { iterationKey: '' })).toBe(1)
    expect(placeOf(work, { values: 3 }, b, { iterationKey: '2' })).toBe(5)
    expect(placeOf(work, { values: 3 }, a, { iterationKey: '7/1' })).toBe(2)
  })
})
