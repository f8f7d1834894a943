import { routes } from '@countersign/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { GATE_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  await test.saveFlow(GATE_FLOW)
})
afterAll(() => test.close())

it('draws an execution with its task runs and the form of its gate (E-read-graph)', async () => {
  const id = await test.start('team.api/gate')
  await test.idle()
  const answer = await test.send({ url: `/api/v1/main/executions/${id}/graph` })
  expectAnswer(routes.executions.graph, 200, answer)
  const { nodes, edges, clusters } = answer.json()
  const gate = nodes.find((node: { uid: string }) => node.uid === 'root.approval')
  expect(gate).toMatchObject({
    type: 'io.kestra.core.models.hierarchies.GraphTask',
    task: { inputs: [{ id: 'approved' }, { id: 'reason' }, { id: 'level' }] },
    taskRun: { state: { current: 'PAUSED' } },
    relationType: 'SEQUENTIAL',
  })
  expect(nodes.find((node: { uid: string }) => node.uid === 'root.after')).not.toHaveProperty('taskRun')
  expect(edges).toContainEqual({
    source: 'root.before',
    target: 'root.approval',
    relation: { relationType: 'SEQUENTIAL' },
  })
  expect(clusters).toEqual([])
  const unknown = await test.send({ url: '/api/v1/main/executions/nothing/graph' })
  expectAnswer(routes.executions.graph, 404, unknown)
})
