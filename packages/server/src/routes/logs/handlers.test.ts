import { type LogEntry, logEntrySchema, routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { FAILING_FLOW, GATE_FLOW } from '../../testing/flows.ts'
import { readEvents } from '../../testing/read-events.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let failed: string

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [FAILING_FLOW, GATE_FLOW]) await test.saveFlow(flow)
  failed = await test.start('team.api/failing')
  await test.idle()
})
afterAll(() => test.close())

const LOGS = '/api/v1/main/logs'
const list = async (path: string) =>
  expectAnswer(routes.logs.list, 200, await test.send({ url: `${LOGS}/${path}` })) as LogEntry[]

describe('the log of an execution', () => {
  it('lists its lines, least level first when asked', async () => {
    const errors = await list(`${failed}?minLevel=ERROR`)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatchObject({
      namespace: 'team.api',
      flowId: 'failing',
      taskId: 'bad',
      executionId: failed,
      attemptNumber: 0,
      level: 'ERROR',
      message: expect.stringContaining('on purpose'),
    })
    expect((await list(failed)).length).toBeGreaterThanOrEqual(1)
    expect(await list(`${failed}?taskId=other`)).toEqual([])
  })

  it('is empty for what is not there, but cannot be downloaded', async () => {
    expect(await list('nothere')).toEqual([])
    expect((await test.send({ url: `${LOGS}/nothere/download` })).statusCode).toBe(404)
    expect((await test.send({ url: `${LOGS}/nothere/follow` })).statusCode).toBe(404)
  })

  it('refuses a level that there is not', async () => {
    const answer = await test.send({ url: `${LOGS}/${failed}?minLevel=LOUD` })
    expect([answer.statusCode, answer.json().fields[0].field]).toEqual([422, 'minLevel'])
  })

  it('comes as a text file', async () => {
    const answer = await test.send({ url: `${LOGS}/${failed}/download?minLevel=ERROR` })
    expect(answer.headers).toMatchObject({
      'content-type': 'text/plain',
      'content-disposition': `attachment; filename="${failed}.log"`,
    })
    expect(answer.body).toMatch(/^2026-11-24T09:00:00\.000Z ERROR .*on purpose/)
  })

  it('streams what is stored, then what comes, and ends after the execution', async () => {
    const id = await test.start('team.api/gate')
    await test.idle()
    const following = test.send({ url: `${LOGS}/${id}/follow?minLevel=INFO` })
    await test.send({ method: 'POST', url: `/api/v1/main/executions/${id}/resume`, payload: { approved: true } })
    const [start, ...lines] = readEvents((await following).body)
    expect(start).toEqual({ kind: 'start', data: { attemptNumber: null } })
    expect(lines.every(({ kind }) => kind === 'progress')).toBe(true)
    expect(lines.map(({ data }) => logEntrySchema.parse(data).message)).toContain('asking')
  })
})
