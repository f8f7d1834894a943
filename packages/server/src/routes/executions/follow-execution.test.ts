import { executionSchema, executionStubSchema } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GATE_FLOW, HELLO_FLOW, PLAIN_PAUSE_FLOW } from '../../testing/flows.ts'
import { readEvents } from '../../testing/read-events.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
  for (const flow of [GATE_FLOW, HELLO_FLOW, PLAIN_PAUSE_FLOW]) await test.saveFlow(flow)
})
afterAll(() => test.close())

const url = (id: string) => `/api/v1/main/executions/${id}/follow`

describe('following an execution', () => {
  it('that has ended gives a stub, the end, and closes', async () => {
    const id = await test.start('team.api/hello')
    await test.idle()
    const answer = await test.send({ url: url(id), headers: { accept: 'text/event-stream' } })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/event-stream'])
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-cache', 'x-accel-buffering': 'no' })
    expect(answer.body).not.toContain('event:')
    const [start, end, ...more] = readEvents(answer.body)
    expect(more).toEqual([])
    expect([start?.kind, executionStubSchema.parse(start?.data).id]).toEqual(['start', id])
    expect([end?.kind, executionSchema.parse(end?.data).state.current]).toEqual(['end', 'SUCCESS'])
  })

  it('goes on over a pause until the end', async () => {
    const id = await test.start('team.api/pauseplain')
    await test.idle()
    const following = test.send({ url: url(id) })
    await test.send({ method: 'POST', url: `/api/v1/main/executions/${id}/resume` })
    const events = readEvents((await following).body)
    const states = events.slice(1).map(({ data }) => executionSchema.parse(data).state.current)
    expect(events.map(({ kind }) => kind).slice(0, 1)).toEqual(['start'])
    expect([states.at(-1), events.at(-1)?.kind]).toEqual(['SUCCESS', 'end'])
  })

  it('ends when the execution is deleted', async () => {
    const id = await test.start('team.api/pauseplain')
    await test.idle()
    const following = test.send({ url: url(id) })
    await test.send({ method: 'DELETE', url: `/api/v1/main/executions/${id}` })
    expect(readEvents((await following).body).map(({ kind }) => kind)).not.toContain('end')
  })

  it('ends when the server stops', async () => {
    const stopping = await createTestApp()
    await stopping.saveFlow(PLAIN_PAUSE_FLOW)
    const id = await stopping.start('team.api/pauseplain')
    await stopping.idle()
    const following = stopping.send({ url: url(id) })
    // The stream has begun once the server has read the execution for it.
    await stopping.send({ url: `/api/v1/main/executions/${id}` })
    await stopping.close()
    expect(readEvents((await following).body)[0]?.kind).toBe('start')
  })

  it('takes no HEAD request, which would never end', async () => {
    const id = await test.start('team.api/gate')
    expect((await test.send({ method: 'HEAD', url: url(id) })).statusCode).toBe(405)
  })
})
