import { runTrigger } from '@countersign/plugin-sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LoopbackServer, startLoopbackServer } from '../../../testing/loopback-server.ts'
import { httpTrigger } from './trigger.ts'

let server: LoopbackServer
beforeAll(async () => {
  server = await startLoopbackServer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())

describe('http.Trigger', () => {
  it('gives the answer when its condition holds, whatever the status is', async () => {
    server.answer({ status: 503, headers: { 'content-type': 'text/plain' }, body: 'busy' })
    const seen: unknown[] = []
    const found = await runTrigger(
      httpTrigger,
      { uri: `${server.url}/x`, responseCondition: '{{ c }}' },
      {
        holds: (template, variables) => {
          seen.push(template, variables)
          return true
        },
      },
    )
    expect(found).toMatchObject({
      uri: `${server.url}/x`,
      code: 503,
      body: 'busy',
      headers: { 'content-type': ['text/plain'] },
    })
    expect(seen).toMatchObject(['{{ c }}', { response: { statusCode: 503, body: 'busy' } }])
  })

  it('finds nothing when it does not hold', async () => {
    server.answer({ status: 200, body: 'no' })
    expect(
      await runTrigger(httpTrigger, { uri: server.url, method: 'POST', body: 'hi' }, { holds: () => false }),
    ).toBeNull()
    expect(server.requests[0]).toMatchObject({ method: 'POST', body: 'hi' })
  })

  it('fails when nobody answers, or the address is none', async () => {
    await expect(runTrigger(httpTrigger, { uri: 'ftp://x' })).rejects.toThrow(/no absolute http/)
    await expect(runTrigger(httpTrigger, { uri: 'http://127.0.0.1:1' })).rejects.toThrow()
  })
})
