import { constants, gzipSync } from 'node:zlib'
import { parseJson } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LoopbackServer, startLoopbackServer } from '../../../testing/loopback-server.ts'
import { sseRequest } from './task.ts'

let server: LoopbackServer
beforeAll(async () => {
  server = await startLoopbackServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.reset()
  server.answer({ status: 200, headers: { 'content-type': 'text/event-stream' }, body: STREAM })
})

const STREAM = ': hello\n\nid: 1\nevent: tick\ndata: {"v": "a"}\n\ndata: two\ndata: lines\n\ndata: {"v": "c"}\n\n'
const read = (more = {}, answers = {}) => runTask(sseRequest, { uri: `${server.url}/events`, ...more }, { answers })

describe('http.SseRequest', () => {
  it('gives the events, data that is JSON as what it says', async () => {
    const outcome = await read({ headers: { 'X-A': 'b' } })
    expect(outcome.outputs).toEqual({
      uri: `${server.url}/events`,
      size: 3,
      events: [{ id: '1', name: 'tick', data: { v: 'a' } }, { data: 'two\nlines' }, { data: { v: 'c' } }],
    })
    expect(outcome.metrics).toEqual([{ name: 'size', type: 'counter', value: 3, tags: {} }])
    expect(server.requests[0]?.headers).toMatchObject({ accept: 'text/event-stream', 'x-a': 'b' })
  })

  it('stops when it has as many as it should', async () => {
    expect((await read({ maxEvents: 1 })).outputs).toMatchObject({ size: 1, events: [{ id: '1' }] })
  })

  it('leaves a packed stream that goes on as soon as it has enough', async () => {
    server.reset()
    const body = gzipSync(STREAM, { finishFlush: constants.Z_SYNC_FLUSH })
    server.answer({ status: 200, headers: { 'content-encoding': 'gzip' }, body, unfinished: true })
    expect((await read({ maxEvents: 2 })).outputs).toMatchObject({
      size: 2,
      events: [{ id: '1' }, { data: 'two\nlines' }],
    })
  })

  it('does not read the packed content of a refusal', async () => {
    server.reset()
    const body = server.gzip(STREAM)
    server.answer({ status: 500, headers: { 'content-encoding': 'gzip' }, body, unfinished: true })
    expect((await read()).failure).toMatchObject({ code: 'HTTP_STATUS', retryable: true })
  })

  it.each<[unknown, boolean, unknown]>([
    [['x'], true, 'xxx'],
    [[1.5], true, '1.51.51.5'],
    [[parseJson('1.0')], true, '1.01.01.0'],
    [[null], false, undefined],
    [[{ a: 1 }], true, 'SSE_JQ_MISSING'],
    [[], true, 'SSE_JQ_MISSING'],
  ])('puts together what jq gives, here %j', async (given, failedOnMissingJq, expected) => {
    const outcome = await read({ concatJqExpression: '$.data.v', failedOnMissingJq }, { 'event | jq(program)': given })
    expect(outcome.outputs.result ?? outcome.failure?.code).toEqual(expected)
  })

  it('fails on a status of 400 and above', async () => {
    server.reset()
    server.answer({ status: 500 })
    expect((await read()).failure).toMatchObject({ code: 'HTTP_STATUS', retryable: true })
  })
})
