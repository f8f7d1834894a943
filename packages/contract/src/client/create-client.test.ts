import { describe, expect, it } from 'vitest'
import { pathForms } from '../route-path.ts'
import { routeTable } from '../routes.ts'
import { isApiError } from './api-error.ts'
import { createClient } from './create-client.ts'
import type { ClientOptions } from './transport.ts'

interface Sent {
  readonly url: string
  readonly init: RequestInit
}

/** A client over a fetch that remembers what was sent and answers what it is told. */
function setUp(answer: () => Response = () => Response.json({}), options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = []
  const client = createClient({
    baseUrl: 'http://host/',
    fetch: async (url, init) => {
      sent.push({ url, init })
      return answer()
    },
    ...options,
  })
  const last = (): Sent => sent[sent.length - 1]!
  const header = (name: string) => new Headers(last().init.headers).get(name)
  return { client, sent, last, header }
}

/** Calls every method of a client once. */
async function callEverything(client: ReturnType<typeof createClient>): Promise<void> {
  const { flows, executions, triggers, logs, kv, files, secrets, approvals, audit, session, tokens, server } = client
  await flows.create('id: a')
  await flows.read('n', 'f')
  await flows.update('n', 'f', 'id: f')
  await flows.remove('n', 'f')
  await flows.validate('id: a')
  await flows.revisions('n', 'f')
  await flows.search()
  await flows.listByNamespace('n')
  await flows.distinctNamespaces()
  await executions.create('n', 'f')
  await executions.validate('n', 'f')
  await executions.search()
  await executions.read('e')
  await executions.flow('e')
  await executions.graph('e')
  await executions.latest([{ namespace: 'n', id: 'f' }])
  await executions.namespaces()
  await executions.flowsOfNamespace('n')
  await executions.concurrencyLimits()
  await executions.evaluate('e', '{{ 1 }}')
  await executions.evaluate('e', '{{ 1 }}', { taskRunId: 't' })
  await executions.resume('e')
  await executions.validateResume('e')
  await executions.resumeByIds(['e'])
  await executions.resumeByQuery({ state: ['PAUSED'] })
  await executions.kill('e')
  await executions.killByIds(['e'])
  await executions.killByQuery({ state: ['RUNNING'] })
  await executions.remove('e')
  await executions.removeByIds(['e'])
  await executions.removeByQuery({ namespace: 'n' })
  await executions.flowForStart('n', 'f')
  await executions.restart('e', { revision: 2 })
  await executions.replay('e', { taskRunId: 't' })
  await executions.replayWithInputs('e', { n: '1' })
  await executions.forceRun('e')
  await executions.changeTaskState('e', { taskRunId: 't', state: 'SUCCESS' })
  await executions.changeStatus('e', { status: 'WARNING' })
  await executions.setLabels('e', [{ key: 'k', value: 'v' }])
  await executions.unqueue('e')
  await executions.resumeFromBreakpoint('e', { breakpoints: ['t'] })
  await executions.restartByIds(['e'])
  await executions.restartByQuery({ state: ['FAILED'] })
  await executions.replayByIds(['e'], { latestRevision: true })
  await executions.replayByQuery({ namespace: 'n' })
  await executions.forceRunByIds(['e'])
  await executions.forceRunByQuery({ namespace: 'n' })
  await executions.pauseByIds(['e'])
  await executions.pauseByQuery({ namespace: 'n' })
  await executions.unqueueByIds(['e'], { state: 'CANCELLED' })
  await executions.unqueueByQuery({ newState: 'RUNNING' })
  await executions.changeStatusByIds(['e'], { newStatus: 'SUCCESS' })
  await executions.changeStatusByQuery({ newStatus: 'SUCCESS', namespace: 'n' })
  await executions.setLabelsByIds(['e'], [{ key: 'k', value: 'v' }])
  await executions.setLabelsByQuery({ namespace: 'n' }, [{ key: 'k', value: 'v' }])
  await executions.pause('e')
  await executions
    .follow('e')
    .next()
    .catch(() => undefined)
  const trigger = { namespace: 'n', flowId: 'f', triggerId: 't' }
  await triggers.search()
  await triggers.ofFlow('n', 'f')
  await triggers.exportCsv()
  await triggers.setDisabled(trigger, true)
  await triggers.setDisabledAll([trigger], true)
  await triggers.setDisabledByQuery({ namespace: 'n', disabled: true })
  await triggers.unlock(trigger)
  await triggers.restart(trigger)
  await triggers.pauseBackfill(trigger)
  await triggers.unpauseBackfill(trigger)
  await triggers.deleteBackfill(trigger)
  await logs.list('e')
  await logs.download('e')
  await logs.follow('e').next()
  await kv.list('n')
  await kv.search({ q: 'x', size: 5 })
  await kv.inherited('n')
  await kv.read('n', 'k')
  await kv.write('n', 'k', '1')
  await kv.remove('n', 'k')
  await kv.removeMany('n', ['k'])
  await files.download('e', 'kestra:///f')
  await files.size('e', 'kestra:///f')
  await files.preview('e', 'kestra:///f', { maxRows: 5 })
  await files.metrics('e')
  await files.namespace.read('n', '/f', { revision: 1 })
  await files.namespace.write('n', '/f', new Blob(['x']))
  await files.namespace.move('n', '/f', '/g')
  await files.namespace.remove('n', '/f')
  await files.namespace.revisions('n', '/f').catch(() => undefined)
  await files.namespace.stats('n', '/f')
  await files.namespace.list('n', '/')
  await files.namespace.makeFolder('n', '/d')
  await files.namespace.search('n', 'f')
  await secrets.list('n')
  await secrets.inherited('n')
  await secrets.write('n', { key: 'k', value: 'v' })
  await secrets.describe('n', { key: 'k' })
  await secrets.remove('n', 'k')
  await secrets.reseal()
  await approvals.search()
  await approvals.count()
  await approvals.read('a')
  await approvals.decide('a')
  await approvals.validate('a')
  await audit.search()
  await audit.verify()
  await session.login({ username: 'u', password: 'p' })
  await session.logout()
  await session.me()
  await tokens.create({ name: 'CI' })
  await tokens.list()
  await tokens.revoke('t')
  await server.ping()
  await server.health()
  await server.version()
  await server.configs()
  await server.openApi()
  await server.plugins()
  await server.plugin('a.Log')
  await server.pluginSchema('flow')
  await server.demoMessages()
}

/** Routes for clients of Kestra alone: ours have better ones. */
const KESTRA_ONLY: readonly string[] = [
  'executions.listByFlow',
  'executions.trigger',
  // Called by those who have the key, and know no more of us.
  'webhooks.get',
  'webhooks.post',
  'webhooks.put',
  'triggers.unlockByTriggers',
  'triggers.unlockByQuery',
  ...['pause', 'unpause', 'delete'].flatMap((verb) => [
    `triggers.${verb}BackfillByTriggers`,
    `triggers.${verb}BackfillByQuery`,
  ]),
]

/** The ids of the routes that a request reaches, the one with the most literal segments first. */
function routesOf(method: string, path: string): readonly string[] {
  const segments = path.split('/')
  const literals = (form: string) => form.split('/').filter((segment) => !segment.startsWith('{')).length
  return routeTable
    .filter((route) => route.method === method)
    .flatMap((route) => pathForms(route).map((form) => ({ id: route.id, form })))
    .filter(({ form }) => {
      const parts = form.split('/')
      return parts.length === segments.length && parts.every((part, i) => part.startsWith('{') || part === segments[i])
    })
    .sort((a, b) => literals(b.form) - literals(a.form))
    .map(({ id }) => id)
}

describe('the client', () => {
  it.each([undefined, 'demo'])('reaches every route exactly once, tenant %s', async (tenant) => {
    const { client, sent } = setUp(undefined, tenant === undefined ? {} : { tenant })
    await callEverything(client)
    const reached = sent.map(({ url, init }) => {
      const path = new URL(url).pathname
      return routesOf(init.method ?? '', path)[0] ?? `nothing at ${init.method} ${path}`
    })
    const expected = routeTable.map(({ id }) => id).filter((id) => !KESTRA_ONLY.includes(id))
    expect(reached.sort()).toEqual(expected.sort())
  })

  it('starts a backfill with what it is told', async () => {
    const { client, last } = setUp()
    const trigger = { namespace: 'n', flowId: 'f', triggerId: 't' }
    await client.triggers.startBackfill(trigger, { start: '2026-01-01T00:00:00Z', inputs: { a: 1 } })
    expect(last().init).toMatchObject({
      method: 'PUT',
      body: JSON.stringify({ ...trigger, backfill: { start: '2026-01-01T00:00:00Z', inputs: { a: 1 } } }),
    })
  })

  it('puts the tenant into the paths of tenant routes and into no others', async () => {
    const { client, last } = setUp(undefined, { tenant: 'demo' })
    await client.flows.search()
    expect(last().url).toBe('http://host/api/v1/demo/flows/search')
    await client.server.configs()
    expect(last().url).toBe('http://host/api/v1/configs')
    await client.forTenant('other').executions.read('e1')
    expect(last().url).toBe('http://host/api/v1/other/executions/e1')
  })

  it('encodes segments and refuses those that would name another route', async () => {
    const { client, last, sent } = setUp()
    await client.kv.read('a/b', 'ü?')
    expect(last().url).toBe('http://host/api/v1/namespaces/a%2Fb/kv/%C3%BC%3F')
    for (const wrong of ['', '.', '..']) {
      expect(() => client.flows.remove('n', wrong)).toThrow(expect.objectContaining({ code: 'PATH_INVALID' }))
    }
    expect(sent).toHaveLength(1)
  })

  it('repeats lists in the query, leaves undefined out and keeps filters', async () => {
    const { client, last } = setUp()
    await client.executions.search({ state: ['PAUSED', 'FAILED'], page: 2, 'filters[labels][EQUALS][team]': 'a b' })
    expect(last().url).toBe(
      'http://host/api/v1/executions/search?state=PAUSED&state=FAILED&page=2&filters%5Blabels%5D%5BEQUALS%5D%5Bteam%5D=a%20b',
    )
  })

  it('sends sources as YAML and expressions as text', async () => {
    const { client, last, header } = setUp()
    await client.flows.update('n', 'f', 'id: f')
    expect([last().init.method, last().init.body, header('content-type')]).toEqual([
      'PUT',
      'id: f',
      'application/x-yaml',
    ])
    await client.executions.evaluate('e', '{{ x }}')
    expect([last().init.body, header('content-type')]).toEqual(['{{ x }}', 'text/plain'])
  })

  it('sends a KV literal as it is, with its time to live', async () => {
    const { client, last, header } = setUp()
    await client.kv.write('n', 'k', '"hello"', { ttl: 'PT5M' })
    expect([last().init.body, header('content-type'), header('ttl')]).toEqual(['"hello"', 'text/plain', 'PT5M'])
  })

  it('sends ids in the body of a DELETE', async () => {
    const { client, last } = setUp()
    await client.executions.killByIds(['a', 'b'])
    expect([last().init.method, last().init.body]).toEqual(['DELETE', '["a","b"]'])
  })
})

describe('inputs', () => {
  it('go as multipart parts by id: text, JSON and files, without those that were not given', async () => {
    const { client, last, header } = setUp()
    const file = new File(['a,b'], 'real.csv', { type: 'text/csv' })
    await client.executions.create('n', 'f', {
      inputs: { s: 'x', n: 5, b: false, list: [1, 2], 'nested.name': 'y', none: null, missing: undefined, file },
      labels: ['a:1'],
      wait: true,
    })
    expect(last().url).toBe('http://host/api/v1/executions/n/f?labels=a%3A1&wait=true')
    const form = last().init.body
    expect(form).toBeInstanceOf(FormData)
    const parts = form instanceof FormData ? Object.fromEntries(form) : {}
    expect(parts).toMatchObject({ s: 'x', n: '5', b: 'false', list: '[1,2]', 'nested.name': 'y' })
    expect(Object.keys(parts)).toEqual(['s', 'n', 'b', 'list', 'nested.name', 'file'])
    expect(parts.file instanceof File ? parts.file.name : null).toBe('real.csv')
    expect(header('content-type'), 'fetch writes the boundary').toBeNull()
  })

  it('make no body at all when there are none', async () => {
    const { client, last } = setUp()
    await client.executions.resume('e', { inputs: {} })
    expect(last().init).not.toHaveProperty('body')
  })

  it('of a resume go with task run and idempotency key', async () => {
    const { client, last, header } = setUp(() => new Response(null, { status: 204 }))
    await client.executions.resume('e', { inputs: { status: 'OK' }, taskRunId: 't1', idempotencyKey: 'k1' })
    expect(last().url).toBe('http://host/api/v1/executions/e/resume?taskRunId=t1')
    expect(header('idempotency-key')).toBe('k1')
  })
})

describe('decisions', () => {
  it('go as JSON with key and version', async () => {
    const { client, last, header } = setUp(() => Response.json({ replayed: false, approval: {} }))
    const decision = { outcome: 'approve', inputs: { days: 3 }, comment: 'enjoy' }
    const result = await client.approvals.decide('a1', decision, { idempotencyKey: 'k1', version: 3 })
    expect(result.replayed).toBe(false)
    expect(JSON.parse(String(last().init.body))).toEqual(decision)
    expect([header('idempotency-key'), header('if-match'), header('content-type')]).toEqual([
      'k1',
      '"3"',
      'application/json',
    ])
  })

  it('go as multipart when a file is among the inputs, which cannot collide with the outcome', async () => {
    const { client, last } = setUp()
    await client.approvals.decide('a1', {
      outcome: 'approve',
      inputs: { outcome: 'mine', proof: new Blob(['x']) },
      comment: 'ok',
    })
    const form = last().init.body
    const parts = form instanceof FormData ? Object.fromEntries(form) : {}
    expect(Object.keys(parts)).toEqual(['outcome', 'comment', 'inputs.outcome', 'inputs.proof'])
    expect(parts).toMatchObject({ outcome: 'approve', 'inputs.outcome': 'mine' })
  })
})

describe('logins', () => {
  it('send Basic in UTF-8 and Bearer, and then no cookie', async () => {
    const basic = setUp(undefined, { auth: { kind: 'basic', username: 'ünï', password: 'p€' } })
    await basic.client.session.me()
    expect(basic.header('authorization')).toBe(`Basic ${Buffer.from('ünï:p€').toString('base64')}`)
    expect(basic.last().init.credentials).toBe('omit')
    const bearer = setUp(undefined, { auth: { kind: 'bearer', token: 't0' } })
    await bearer.client.session.me()
    expect(bearer.header('authorization')).toBe('Bearer t0')
  })

  it('leave it to the cookie in a page, and name the door', async () => {
    const { client, last, header } = setUp(undefined, { baseUrl: '', name: 'ui' })
    await client.session.me()
    expect(last().url).toBe('/api/v1/me')
    expect(header('authorization')).toBeNull()
    expect(last().init.credentials).toBe('same-origin')
    expect(header('x-countersign-client')).toBe('ui')
  })
})

describe('answers', () => {
  it('are read by the given JSON parser', async () => {
    const { client } = setUp(() => new Response('{"type":"NUMBER","value":12345678901234567890}'), {
      parseJson: (text) => JSON.parse(text.replace(/(\d{17,})/, '"$1"')),
    })
    expect((await client.kv.read('n', 'k')).value).toBe('12345678901234567890')
  })

  it('that are no JSON are an error that names the address', async () => {
    const { client } = setUp(() => new Response('<html>'))
    await expect(client.session.me()).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER', status: 200 })
  })

  it('that never come are an error with the cause', async () => {
    const cause = new TypeError('refused')
    const client = createClient({ baseUrl: 'http://host', fetch: () => Promise.reject(cause) })
    const error = await client.session.me().catch((thrown: unknown) => thrown)
    expect(isApiError(error) && [error.code, error.status, error.cause]).toEqual(['CONNECTION_FAILED', 0, cause])
  })

  it('of an aborted call stay an abort', async () => {
    const controller = new AbortController()
    controller.abort()
    const client = createClient({
      baseUrl: 'http://host',
      fetch: async (_, init) => {
        init.signal?.throwIfAborted()
        return Response.json({})
      },
    })
    await expect(client.session.me({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('following', () => {
  const frames = (text: string) => () => new Response(text, { headers: { 'content-type': 'text/event-stream' } })

  it('an execution yields its changes and stops at the end', async () => {
    const { client, header } = setUp(
      frames(
        'id: start\ndata: {"id":"e"}\n\n: ping\n\nid: progress\ndata: {"id":"e","n":1}\n\nid: end\ndata: {"id":"e","n":2}\n\n',
      ),
    )
    const events: unknown[] = []
    for await (const event of client.executions.follow('e')) events.push(event)
    expect(events).toEqual([
      { kind: 'start', executionId: 'e' },
      { kind: 'progress', execution: { id: 'e', n: 1 } },
      { kind: 'end', execution: { id: 'e', n: 2 } },
    ])
    expect(header('accept')).toBe('text/event-stream')
  })

  it('an execution whose stream breaks off says so', async () => {
    const { client } = setUp(frames('id: start\ndata: {"id":"e"}\n\n'))
    const events = client.executions.follow('e')
    expect((await events.next()).value).toEqual({ kind: 'start', executionId: 'e' })
    await expect(events.next()).rejects.toMatchObject({ code: 'STREAM_LOST' })
  })

  it('a log yields its lines and ends with the stream', async () => {
    const { client } = setUp(
      frames('id: start\ndata: {"attemptNumber":null}\n\nid: progress\ndata: {"message":"a"}\n\n'),
    )
    const lines: unknown[] = []
    for await (const line of client.logs.follow('e', { minLevel: 'INFO' })) lines.push(line)
    expect(lines).toEqual([{ message: 'a' }])
  })

  it('an unknown execution is the 404 of the server', async () => {
    const { client } = setUp(() =>
      Response.json({ message: 'no such execution', code: 'EXECUTION_NOT_FOUND' }, { status: 404 }),
    )
    await expect(client.executions.follow('e').next()).rejects.toMatchObject({
      code: 'EXECUTION_NOT_FOUND',
      status: 404,
    })
  })
})
