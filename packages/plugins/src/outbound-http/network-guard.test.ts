import type { NetworkRules } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { request } from '../core/http/request/task.ts'
import { slackIncomingWebhook } from '../notifications/slack/slack-incoming-webhook/task.ts'
import { type LoopbackServer, startLoopbackServer } from '../testing/loopback-server.ts'
import { createNetworkGuard } from './network-guard.ts'

const rules = (more: Partial<NetworkRules>): NetworkRules => ({ denyLoopback: false, deny: [], allow: [], ...more })

function mayCall(host: string, more: Partial<NetworkRules>): boolean {
  try {
    createNetworkGuard(rules(more), 'x')?.check(host)
    return true
  } catch {
    return false
  }
}

describe('Rules of the network', () => {
  it.each<[string, Partial<NetworkRules>, boolean]>([
    ['127.0.0.1', {}, true],
    ['127.0.0.1', { denyLoopback: true }, false],
    ['127.9.9.9', { denyLoopback: true }, false],
    ['0.0.0.0', { denyLoopback: true }, false],
    ['[::1]', { denyLoopback: true }, false],
    ['[::ffff:127.0.0.1]', { denyLoopback: true }, false],
    ['LOCALHOST', { denyLoopback: true }, false],
    ['a.localhost', { denyLoopback: true }, false],
    ['10.1.2.3', { denyLoopback: true }, true],
    ['10.1.2.3', { deny: ['private'] }, false],
    ['169.254.169.254', { deny: ['link-local'] }, false],
    ['192.0.2.7', { deny: ['192.0.2.0/24'] }, false],
    ['192.0.2.7', { deny: ['192.0.2.0/24'], allow: ['192.0.2.7'] }, true],
    ['2001:db8::1', { deny: ['2001:db8::/32'] }, false],
    ['internal.example.org', { deny: ['*.example.org'] }, false],
    ['example.org.', { deny: ['example.org'] }, false],
    ['example.org', { deny: ['*.example.org'] }, true],
  ])('about %s with %j', (host, more, expected) => {
    expect(mayCall(host, more)).toBe(expected)
  })
})

describe('Tasks that call', () => {
  let server: LoopbackServer
  beforeAll(async () => {
    server = await startLoopbackServer()
  })
  afterAll(() => server.close())
  beforeEach(() => server.reset())
  const call = (uri: string, more: Partial<NetworkRules>, options = {}) =>
    runTask(request, { uri, options }, { context: { services: { network: rules(more) } } })
  const forbidden = { code: 'HTTP_FORBIDDEN', retryable: false }

  it('reach the server itself unless it is forbidden, by address and by name', async () => {
    const { port } = new URL(server.url)
    expect((await call(server.url, {})).failure).toBeNull()
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:7f00:1]', '2130706433']) {
      expect((await call(`http://${host}:${port}/`, { denyLoopback: true })).failure).toMatchObject(forbidden)
    }
    expect(server.requests).toHaveLength(1)
  })

  it('do not reach it by a name that leads there, unless the name is allowed', async () => {
    const uri = `http://localhost:${new URL(server.url).port}/`
    expect((await call(uri, { deny: ['127.0.0.0/8', '::1'] })).failure).toMatchObject(forbidden)
    const { failure } = await call(uri, { deny: ['127.0.0.0/8', '::1'], allow: ['localhost'] })
    expect(failure?.code).not.toBe('HTTP_FORBIDDEN')
  })

  it('do not reach it by a redirect', async () => {
    server.answer({ status: 302, headers: { location: 'http://[::1]:1/inside' } })
    expect((await call(server.url, { deny: ['::1'] })).failure).toMatchObject(forbidden)
  })

  it('do not reach it by a proxy', async () => {
    const proxy = { type: 'HTTP', address: '127.0.0.1', port: Number(new URL(server.url).port) }
    expect((await call('http://example.org/', { denyLoopback: true }, { proxy })).failure).toMatchObject(forbidden)
    const inside = await call('http://10.0.0.1/', { deny: ['private'] }, { proxy })
    expect(inside.failure).toMatchObject(forbidden)
    expect(server.requests).toEqual([])
  })

  it.each(['2130706433', 'x@127.0.0.1', '0x7f.1', '[::1]'])(
    'do not reach it by a proxy written %s',
    async (address) => {
      const proxy = { type: 'HTTP', address, port: Number(new URL(server.url).port) }
      expect((await call('http://example.org/', { denyLoopback: true }, { proxy })).failure).toMatchObject(forbidden)
      expect(server.requests).toEqual([])
    },
  )

  it('fail when the address of the proxy is none', async () => {
    const proxy = { type: 'HTTP', address: 'a b', port: 1 }
    const { failure } = await call('http://example.org/', {}, { proxy })
    expect(failure).toMatchObject({ code: 'HTTP_PROXY_INVALID', retryable: false })
  })

  it('are all told the same, without a secret address', async () => {
    const context = { services: { network: rules({ denyLoopback: true }) } }
    const outcome = await runTask(slackIncomingWebhook, { url: `${server.url}/hush`, messageText: 'x' }, { context })
    expect(outcome.failure).toMatchObject(forbidden)
    expect(JSON.stringify(outcome)).not.toMatch(/hush|127\.0/)
  })
})
