import { describe, expect, it } from 'vitest'
import { SteppedExecution } from '../testing/stepped-execution.ts'
import { type FlowGraph, flowGraph } from './flow-graph.ts'

const RETURN = 'type: io.kestra.plugin.core.debug.Return, format: x'

function stepped(flow: string): SteppedExecution {
  return new SteppedExecution({ flow: `id: flow\nnamespace: company.team\n${flow}` })
}

/** `a -> b SEQUENTIAL value`. */
function waysOf({ edges }: FlowGraph): readonly string[] {
  return edges.map(({ source, target, relation, value }) =>
    [`${source} -> ${target}`, relation, value].filter((part) => part !== null).join(' '),
  )
}

describe('flowGraph()', () => {
  it('draws tasks one after another between a start and an end (E-read-graph)', () => {
    const { plan } = stepped(`tasks: [ { id: a, ${RETURN} }, { id: b, ${RETURN} } ]`)
    const graph = flowGraph(plan)
    expect(graph.nodes.map(({ uid, kind, relation }) => [uid, kind, relation])).toEqual([
      ['root.root', 'start', null],
      ['root.end', 'end', null],
      ['root.a', 'task', 'SEQUENTIAL'],
      ['root.b', 'task', 'SEQUENTIAL'],
    ])
    expect(waysOf(graph)).toEqual(['root.root -> root.a', 'root.a -> root.b SEQUENTIAL', 'root.b -> root.end'])
    expect(graph.clusters).toEqual([])
  })

  it('draws what a loop of any kind repeats as such', () => {
    const { plan } = stepped(`
tasks:
  - { id: each, type: io.kestra.plugin.core.flow.ForEach, values: [1], tasks: [ { id: a, ${RETURN} } ] }
  - { id: loop, type: io.kestra.plugin.core.flow.Loop, values: [1], tasks: [ { id: b, ${RETURN} } ] }
`)
    const ways = waysOf(flowGraph(plan))
    expect(ways.filter((way) => way.includes('DYNAMIC'))).toHaveLength(2)
  })

  it('draws containers as clusters with their own start and end', () => {
    const { plan } = stepped(`
tasks:
  - id: outer
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - { id: a, ${RETURN} }
      - id: choice
        type: io.kestra.plugin.core.flow.If
        condition: "{{ true }}"
        then: [ { id: yes, ${RETURN} } ]
        else: [ { id: no, ${RETURN} } ]
`)
    const graph = flowGraph(plan)
    expect(graph.clusters.map(({ uid, parents, start, end }) => [uid, parents, start, end])).toEqual([
      ['cluster_root.outer', [], 'root.outer.root', 'root.outer.end'],
      ['cluster_root.outer.choice', ['cluster_root.outer'], 'root.outer.choice.root', 'root.outer.choice.end'],
    ])
    expect(graph.clusters[0]?.nodes).toEqual(['root.outer.root', 'root.outer.end', 'root.outer', 'root.outer.a'])
    expect(waysOf(graph)).toEqual(
      expect.arrayContaining([
        'root.root -> root.outer.root',
        'root.outer.root -> root.outer',
        'root.outer -> root.outer.a PARALLEL',
        'root.outer -> root.outer.choice.root PARALLEL',
        'root.outer.choice -> root.outer.choice.yes CHOICE then',
        'root.outer.choice -> root.outer.choice.no CHOICE else',
        'root.outer.choice.no -> root.outer.choice.end',
        'root.outer.choice.end -> root.outer.end',
        'root.outer.end -> root.end',
      ]),
    )
  })

  it('draws dependencies, errors, and what always runs at the end', () => {
    const { plan } = stepped(`
tasks:
  - id: d
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - { task: { id: a, ${RETURN} } }
      - { task: { id: b, ${RETURN} }, dependsOn: [ a ] }
errors: [ { id: e, ${RETURN} } ]
finally: [ { id: f, ${RETURN} } ]
afterExecution: [ { id: z, ${RETURN} } ]
`)
    const ways = waysOf(flowGraph(plan))
    expect(ways).toEqual(
      expect.arrayContaining([
        'root.d -> root.d.a PARALLEL',
        'root.d.a -> root.d.b PARALLEL',
        'root.d.b -> root.d.end',
        'root.d.end -> root.finally',
        'root.root -> root.e ERROR',
        'root.e -> root.finally',
        'root.finally -> root.f FINALLY',
        'root.f -> root.after-execution',
        'root.after-execution -> root.z AFTER_EXECUTION',
        'root.z -> root.end',
      ]),
    )
    expect(new Set(ways).size).toBe(ways.length)
  })

  it('puts task runs beside their tasks, in loops one for each iteration', () => {
    const execution = stepped(`
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: [ x, y ]
    tasks: [ { id: t, ${RETURN} }, { id: p, type: io.kestra.plugin.core.flow.Pause } ]
  - { id: z, ${RETURN} }
`).start()
    const { nodes, edges } = flowGraph(execution.plan, execution.taskRuns)
    const drawn = nodes.flatMap(({ uid, taskRun, values }) => (taskRun === null ? [] : [[uid, taskRun.state, values]]))
    expect(drawn).toEqual([
      ['root.each', 'RUNNING', []],
      ['root.each.t-0', 'SUCCESS', ['x']],
      ['root.each.p-0', 'PAUSED', ['x']],
    ])
    expect(nodes.find(({ uid }) => uid === 'root.z')?.taskRun).toBeNull()
    const uids = new Set(nodes.map(({ uid }) => uid))
    expect(uids.size).toBe(nodes.length)
    expect(edges.every(({ source, target }) => uids.has(source) && uids.has(target))).toBe(true)
  })
})
