import { runTask } from '@countersign/plugin-sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LoopbackServer, startLoopbackServer } from '../../../testing/loopback-server.ts'
import { teamsIncomingWebhook } from './task.ts'

let server: LoopbackServer
beforeAll(async () => {
  server = await startLoopbackServer()
})
afterAll(() => server.close())

describe('TeamsIncomingWebhook', () => {
  it('posts its payload', async () => {
    const payload = '{ "text": "The process {{ flow.id }} is pending approval {{ appLink() }}" }'
    const answers = {
      'flow.id': 'demo',
      'appLink()': 'http://localhost/x',
      "secret('TEAMS_WEBHOOK')": `${server.url}/teams`,
    }
    const outcome = await runTask(teamsIncomingWebhook, { url: "{{ secret('TEAMS_WEBHOOK') }}", payload }, { answers })
    expect(outcome).toMatchObject({ state: 'SUCCESS', failure: null })
    expect(server.requests[0]).toMatchObject({
      url: '/teams',
      body: '{ "text": "The process demo is pending approval http://localhost/x" }',
    })
  })

  it('names Teams when the message is refused', async () => {
    server.answer({ status: 400 })
    const outcome = await runTask(teamsIncomingWebhook, { url: server.url, messageText: 'x' })
    expect(outcome.failure?.message).toBe('Teams refused the message with status 400')
  })
})
