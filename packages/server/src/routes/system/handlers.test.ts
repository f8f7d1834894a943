import { routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const open = (url: string) => test.send({ url, as: null })

describe('the server itself', () => {
  it('answers a ping as Kestra does', async () => {
    const answer = await open('/ping')
    expect([answer.statusCode, answer.body]).toEqual([200, 'pong'])
    expect(answer.headers['content-type']).toContain('application/json')
  })

  it('is up while the engine runs and the database answers, and shows nothing of its work', async () => {
    expect(expectAnswer(routes.system.health, 200, await open('/health'))).toEqual({
      name: 'countersign',
      status: 'UP',
      details: { engine: { status: 'UP' }, database: { status: 'UP' } },
    })
  })

  it('is down when the database does not answer', async () => {
    const tenants = { list: () => Promise.reject(new Error('connection lost: password=x')) }
    const broken = await createTestApp({ storage: { ...test.storage, tenants } })
    const answer = await broken.send({ url: '/health', as: null })
    expect(expectAnswer(routes.system.health, 503, answer)).toMatchObject({
      status: 'DOWN',
      details: { engine: { status: 'UP' }, database: { status: 'DOWN' } },
    })
    expect(answer.body).not.toContain('password')
    await broken.close()
  })

  it('says its version and what a client has to know', async () => {
    expect(expectAnswer(routes.system.version, 200, await open('/version'))).toEqual({
      version: '1.2.3',
      type: 'STANDALONE',
    })
    const configs = expectAnswer(routes.system.configs, 200, await open('/api/v1/configs'))
    expect(configs).toMatchObject({
      uuid: 'installation-1',
      edition: 'OSS',
      url: 'http://test.local',
      isBasicAuthInitialized: true,
      isDemo: true,
    })
  })

  it('describes its API to people who are logged in', async () => {
    expect((await open('/api/openapi.json')).statusCode).toBe(401)
    const answer = await test.send({ url: '/api/openapi.json' })
    expect(expectAnswer(routes.system.openapi, 200, answer)).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      servers: [{ url: 'http://test.local' }],
    })
  })
})
