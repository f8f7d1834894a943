import { bulkErrorBodySchema, type RouteSpec, routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { FAILING_FLOW, HELLO_FLOW, PLAIN_PAUSE_FLOW } from '../../testing/flows.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

const LIMITED_FLOW = `id: limited
namespace: team.api
concurrency: { limit: 1, behavior: QUEUE }
tasks: [ { id: wait, type: io.kestra.plugin.core.flow.Pause } ]
`

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [HELLO_FLOW, FAILING_FLOW, PLAIN_PAUSE_FLOW, LIMITED_FLOW]) await test.saveFlow(flow)
})
afterAll(() => test.close())

const EXECUTIONS = '/api/v1/main/executions'
const post = (path: string, payload?: object) =>
  test.send({ method: 'POST', url: `${EXECUTIONS}/${path}`, ...(payload === undefined ? {} : { payload }) })
const read = async (id: string) => (await test.send({ url: `${EXECUTIONS}/${id}` })).json()
const stateOf = async (id: string) => (await read(id)).state.current

async function started(flow: string, query = ''): Promise<string> {
  const id = await test.start(`team.api/${flow}${query}`)
  await test.idle()
  return id
}

/** Sends a bulk call that has to be refused whole, and gives what stood in its way. */
async function refused(path: string, payload: object): Promise<readonly string[]> {
  const answer = await post(path, payload)
  expect(answer.statusCode, answer.body).toBe(400)
  const body = bulkErrorBodySchema.parse(answer.json())
  return [body.message, ...body.invalids.map(({ message }) => message)]
}

async function counted(route: RouteSpec, path: string, payload?: object): Promise<number> {
  const answer = await post(path, payload)
  expectAnswer(route, 200, answer)
  await test.idle()
  return answer.json().count
}

describe('bulk changes', () => {
  it('restart what failed, all or nothing (I-restart-replay-restart-bulk)', async () => {
    const [failed, fine, paused] = [await started('failing'), await started('hello'), await started('pauseplain')]
    expect(await counted(routes.executions.restartByIds, 'restart/by-ids', [failed])).toBe(1)
    expect((await read(failed)).metadata.attemptNumber).toBe(2)
    const nothing = await post('restart/by-ids', [failed, fine])
    expect([nothing.statusCode, nothing.json().code]).toEqual([422, 'NOTHING_TO_RESTART'])
    expect(await refused('restart/by-ids', [failed, paused, 'nothere'])).toEqual([
      'invalid bulk restart',
      'execution not found',
      expect.stringContaining('PAUSED'),
    ])
    expect((await read(failed)).metadata.attemptNumber).toBe(2)
    const flows = await counted(routes.executions.restartByQuery, 'restart/by-query?flowId=failing&state=FAILED')
    expect(flows).toBeGreaterThan(0)
    expect((await read(failed)).metadata.attemptNumber).toBe(3)
  })

  it('replay, on the newest revision when that is asked for', async () => {
    const id = await started('hello')
    expect(await refused('replay/by-ids', [id, 'nothere'])).toEqual(['invalid bulk replay', 'execution not found'])
    expect(await counted(routes.executions.replayByIds, 'replay/by-ids?latestRevision=true', [id])).toBe(1)
    expect((await read(id)).labels).toContainEqual({ key: 'system.replayed', value: 'true' })
    expect(await counted(routes.executions.replayByQuery, 'replay/by-query?flowId=nothing')).toBe(0)
  })

  it('pause, resume and force what waits', async () => {
    const [paused, ended] = [await started('pauseplain'), await started('hello')]
    expect(await refused('pause/by-ids', [ended])).toEqual(['invalid bulk pause', 'execution not in state RUNNING'])
    expect(await counted(routes.executions.pauseByQuery, 'pause/by-query?flowId=nothing')).toBe(0)
    expect(await refused('force-run/by-ids', [paused, ended])).toEqual(['invalid bulk force run', expect.any(String)])
    expect(await stateOf(paused)).toBe('PAUSED')
    expect(await counted(routes.executions.forceRunByIds, 'force-run/by-ids', [paused])).toBe(1)
    expect(await stateOf(paused)).toBe('SUCCESS')
    const again = await started('pauseplain')
    expect(
      await counted(routes.executions.forceRunByQuery, 'force-run/by-query?flowId=pauseplain&state=PAUSED'),
    ).toBeGreaterThan(0)
    expect(await stateOf(again)).toBe('SUCCESS')
  })

  it('take executions out of the queue', async () => {
    const first = await started('limited')
    const [second, third] = [await started('limited'), await started('limited')]
    expect(await refused('unqueue/by-ids', [first, second])).toEqual(['invalid bulk unqueue', expect.any(String)])
    expect(await counted(routes.executions.unqueueByIds, 'unqueue/by-ids?state=CANCELLED', [third])).toBe(1)
    const query = 'unqueue/by-query?flowId=limited&state=QUEUED&newState=RUNNING'
    expect(await counted(routes.executions.unqueueByQuery, query)).toBe(1)
    expect([await stateOf(second), await stateOf(third)]).toEqual(['PAUSED', 'CANCELLED'])
  })

  it('say how executions ended (J-status-labels-change-status-bulk)', async () => {
    const [ended, paused] = [await started('hello'), await started('pauseplain')]
    const path = 'change-status/by-ids?newStatus=FAILED'
    expect(await refused(path, [ended, paused])).toEqual([
      'invalid bulk change executions state',
      'execution not in a terminated state or is killed',
    ])
    expect(await stateOf(ended)).toBe('SUCCESS')
    expect(await counted(routes.executions.changeStatusByIds, path, [ended])).toBe(1)
    expect(await stateOf(ended)).toBe('FAILED')
    const query = 'change-status/by-query?newStatus=WARNING&flowId=hello&state=FAILED'
    expect(await counted(routes.executions.changeStatusByQuery, query)).toBe(1)
    expect((await post('change-status/by-ids', [ended])).statusCode).toBe(422)
  })

  it('label executions that have ended (J-status-labels-labels-bulk)', async () => {
    const [ended, paused] = [await started('hello'), await started('pauseplain')]
    const labels = [{ key: 'bulk', value: 'y' }]
    const body = (ids: readonly string[], executionLabels: unknown = labels) => ({ executionsId: ids, executionLabels })
    expect(await refused('labels/by-ids', body([ended, paused]))).toEqual([
      'invalid bulk set labels',
      'execution is not terminated',
    ])
    expect(await counted(routes.executions.setLabelsByIds, 'labels/by-ids', body([ended]))).toBe(1)
    expect((await read(ended)).labels).toContainEqual({ key: 'bulk', value: 'y' })
    const system = await post('labels/by-ids', body([ended], [{ key: 'system.x', value: 'y' }]))
    expect([system.statusCode, system.json().code]).toEqual([422, 'LABEL_INVALID'])
    expect(
      await counted(routes.executions.setLabelsByQuery, 'labels/by-query?labels=bulk:y', [{ key: 'q', value: 'z' }]),
    ).toBe(1)
    expect((await read(ended)).labels).toContainEqual({ key: 'q', value: 'z' })
  })
})
