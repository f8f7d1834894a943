import { describe, expect, it } from 'vitest'
import { flowOf } from '../testing/stepped-execution.ts'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { compilePlan, type PlanContainer } from './plan.ts'

const CORE = 'io.kestra.plugin.core'
const LOG = (id: string, more = '') => `{ id: ${id}, type: ${CORE}.log.Log, message: hi${more} }`
const catalogue = createTestCatalogue()

function compile(tasks: string) {
  return compilePlan(flowOf(`id: f\nnamespace: company.team\n${tasks}`, catalogue), catalogue)
}

function ids({ branches }: PlanContainer): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...branches].map(([name, nodes]) => [name, nodes.map((node) => node.task.id)]))
}

describe('a plan', () => {
  it('holds the lists of the flow, without disabled tasks and what is in them', () => {
    const plan = compile(`
tasks:
  - ${LOG('a')}
  - ${LOG('b', ', disabled: true')}
  - { id: c, type: ${CORE}.flow.Sequential, disabled: true, tasks: [ ${LOG('d')} ] }
errors: [ ${LOG('e')} ]
finally: [ ${LOG('f')} ]
afterExecution: [ ${LOG('g')} ]`)
    expect(ids(plan.root)).toEqual({ tasks: ['a'], errors: ['e'], finally: ['f'], afterExecution: ['g'] })
    expect([...plan.nodes.keys()]).toEqual(['a', 'e', 'f', 'g'])
  })

  it('knows of each task its container and the list that holds it', () => {
    const plan = compile(`
tasks:
  - id: i
    type: ${CORE}.flow.If
    condition: "true"
    then: [ ${LOG('yes')} ]
    else: [ ${LOG('no')} ]
    errors: [ ${LOG('ie')} ]`)
    const branch = plan.nodes.get('i')
    expect(branch).toMatchObject({ parent: null, branch: 'tasks', type: { kind: 'flowable' } })
    expect(['yes', 'no', 'ie'].map((id) => plan.nodes.get(id)?.branch)).toEqual(['then', 'else', 'errors'])
    expect(plan.nodes.get('ie')?.parent).toBe(branch)
  })

  it('names the lists of a Switch after their cases', () => {
    const plan = compile(`
tasks:
  - id: s
    type: ${CORE}.flow.Switch
    value: x
    cases: { yes: [ ${LOG('a')} ], errors: [ ${LOG('b')} ] }
    defaults: [ ${LOG('c')} ]
    errors: [ ${LOG('d')} ]`)
    const node = plan.nodes.get('s')
    expect(node === undefined ? null : ids(node)).toMatchObject({
      'case:yes': ['a'],
      'case:errors': ['b'],
      defaults: ['c'],
      errors: ['d'],
    })
  })

  it('keeps tasks whose type is gone', () => {
    const flow = flowOf(`id: f\nnamespace: n\ntasks: [ ${LOG('a')} ]`, catalogue)
    const plan = compilePlan(flow, { find: () => undefined, list: () => [] })
    expect(plan.nodes.get('a')?.type).toBeNull()
  })
})
