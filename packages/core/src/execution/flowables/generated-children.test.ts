import { describe, expect, it } from 'vitest'
import { parseFlow } from '../../flow/parse-flow.ts'
import { createRunnableCatalogue } from '../../testing/runnable-types.ts'
import { flowOf } from '../../testing/stepped-execution.ts'
import { compilePlan } from '../plan.ts'

const catalogue = createRunnableCatalogue()
const EACH =
  'type: io.kestra.plugin.core.flow.ForEachItem, items: "kestra:///x", batch: { rows: 2 }, namespace: company.team, flowId: child'
const LOG = 'type: io.kestra.plugin.core.log.Log, message: m'

function problems(tasks: string) {
  const { diagnostics } = parseFlow(`id: f\nnamespace: company.team\ntasks: [ ${tasks} ]`, {
    tenant: 'main',
    catalogue,
  })
  return diagnostics.filter(({ severity }) => severity === 'error')
}

describe('children that a task makes itself', () => {
  it('are nodes of the plan, each with what concerns it', () => {
    const flow = flowOf(
      `id: f\nnamespace: company.team\ntasks: [ { id: fei, allowFailure: true, ${EACH}, errors: [ { id: e, ${LOG} } ] } ]`,
      catalogue,
    )
    const { nodes, root } = compilePlan(flow, catalogue)
    expect([...nodes.keys()]).toEqual(['fei', 'fei_split', 'fei_items', 'fei_merge', 'e'])
    expect(nodes.get('fei_split')?.task.properties).toEqual({ items: 'kestra:///x', batch: { rows: 2 } })
    expect(nodes.get('fei_items')?.task).toMatchObject({ allowFailure: false, properties: { flowId: 'child' } })
    expect(root.branches.get('tasks')?.[0]?.branches.get('errors')).toHaveLength(1)
  })

  it('hold the lists of a Loop, whose errors are those of an iteration', () => {
    const loop = 'type: io.kestra.plugin.core.flow.Loop, values: [a]'
    const lists = `tasks: [ { id: a, ${LOG} } ], errors: [ { id: b, ${LOG} } ]`
    const flow = flowOf(`id: f\nnamespace: company.team\ntasks: [ { id: l, ${loop}, ${lists} } ]`, catalogue)
    const { nodes } = compilePlan(flow, catalogue)
    expect(nodes.get('l')?.branches.get('errors')).toEqual([])
    expect(nodes.get('b')?.parent?.task.id).toBe('l_iteration')
  })

  it.each(['fei_split', 'fei_items', 'fei_merge'])('take their ids: %s', (id) => {
    expect(problems(`{ id: fei, ${EACH} }, { id: ${id}, ${LOG} }`).map(({ code }) => code)).toEqual([
      'TASK_DUPLICATE_ID',
    ])
  })

  it.each([
    'io.kestra.plugin.core.flow.ForEachItem$ForEachItemExecutable',
    'io.kestra.plugin.core.flow.Loop$Iteration',
  ])('cannot be named by a flow: %s', (type) => {
    expect(problems(`{ id: a, type: "${type}" }`).map(({ code }) => code)).toEqual(['TASK_UNKNOWN_TYPE'])
  })
})

describe('a Template', () => {
  it.each(['io.kestra.plugin.core.flow.Template', 'io.kestra.core.tasks.flows.Template'])(
    'is refused with a way out: %s',
    (type) => {
      const [problem, ...others] = problems(`{ id: t, type: ${type}, namespace: company.team, templateId: t }`)
      expect(others).toEqual([])
      expect(problem?.code).toBe('TASK_UNKNOWN_TYPE')
      expect(problem?.hint).toContain('Subflow')
    },
  )
})
