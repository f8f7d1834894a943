import { routes } from '@countersign/contract'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { HELLO_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

const LIMITED_FLOW = `id: limited
namespace: team.api
concurrency: { limit: 1, behavior: QUEUE }
tasks: [ { id: wait, type: io.kestra.plugin.core.flow.Pause } ]
`

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [HELLO_FLOW, LIMITED_FLOW]) await test.saveFlow(flow)
})
afterAll(() => test.close())

const API = '/api/v1/main'

it('tells the newest execution of flows, and leaves out those that have none (E-read-latest)', async () => {
  await test.start('team.api/hello')
  test.advance(1_000)
  const id = await test.start('team.api/hello')
  await test.start('team.api/hello?kind=TEST')
  await test.idle()
  const payload = [{ namespace: 'team.api', id: 'hello' }, { namespace: 'team.api', id: 'nothing' }, { namespace: 'x' }]
  const answer = await test.send({ method: 'POST', url: `${API}/executions/latest`, payload })
  expectAnswer(routes.executions.latest, 200, answer)
  expect(answer.json()).toEqual([expect.objectContaining({ id, flowId: 'hello', status: 'SUCCESS' })])
})

it('lists what can be started', async () => {
  const namespaces = await test.send({ url: `${API}/executions/namespaces` })
  expectAnswer(routes.executions.namespaces, 200, namespaces)
  expect(namespaces.json()).toEqual(['team.api'])
  const flows = await test.send({ url: `${API}/executions/namespaces/team.api/flows` })
  expectAnswer(routes.executions.flowsOfNamespace, 200, flows)
  expect(flows.json().map(({ id }: { id: string }) => id)).toEqual(['hello', 'limited'])
})

it('counts who runs and who waits under a limit (J-status-labels-concurrency-limits)', async () => {
  for (let times = 0; times < 3; times++) await test.start('team.api/limited')
  await test.idle()
  const answer = await test.send({ url: `${API}/concurrency-limit/search` })
  expectAnswer(routes.executions.concurrencyLimits, 200, answer)
  expect(answer.json()).toEqual({
    results: [{ tenantId: 'main', namespace: 'team.api', flowId: 'limited', running: 1, queued: 2, limit: 1 }],
    total: 1,
  })
})
