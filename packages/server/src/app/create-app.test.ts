import { CLIENT_HEADER, errorBodySchema, pathForms, routeTable } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

/** A path of a route with something in every placeholder. */
function concrete(path: string): string {
  return path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => (name === 'tenant' ? 'main' : 'some'))
}

const addresses = routeTable.flatMap((route) =>
  pathForms(route).map((path) => ({ method: route.method, url: concrete(path), permission: route.permission })),
)

/** The doors that the architecture leaves open; of webhooks, the key in the path opens the door. */
const OPEN_DOORS = ['GET /ping', 'GET /health', 'GET /version', 'GET /api/v1/configs', 'POST /api/v1/login']
const WEBHOOK = /^(GET|POST|PUT) \/api\/v1\/(main\/)?executions\/webhook\/some\/some\/some$/

describe('the gate', () => {
  it.each(addresses)(
    'lets nobody without a login to $method $url, unless it is an open door',
    async ({ method, url }) => {
      const answer = await test.send({ method, url, as: null })
      if (WEBHOOK.test(`${method} ${url}`)) expect(answer.statusCode).toBe(404)
      else if (OPEN_DOORS.includes(`${method} ${url}`)) expect(answer.statusCode).not.toBe(401)
      else expect([answer.statusCode, answer.body]).toEqual([401, ''])
    },
  )

  it.each(addresses.filter(({ permission }) => permission !== null))(
    'refuses $method $url to somebody without $permission',
    async ({ method, url, permission }) => {
      const answer = await test.send({ method, url, as: 'guest' })
      expect(answer.statusCode).toBe(403)
      expect(answer.json()).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining(String(permission)) })
    },
  )

  it('asks Kestra’s clients for Basic credentials with an empty body', async () => {
    const answer = await test.send({ url: '/api/v1/main/flows/search', as: null })
    expect([answer.statusCode, answer.headers['www-authenticate'], answer.body]).toEqual([401, 'Basic', ''])
  })

  it('gives a browser no reason to open its own login dialog', async () => {
    const onLoginPage = await test.send({
      url: '/api/v1/me',
      as: null,
      headers: { referer: 'http://test.local/ui/login' },
    })
    expect(onLoginPage.headers['www-authenticate']).toBeUndefined()
    const fromOurPage = await test.send({ url: '/api/v1/me', as: null, headers: { [CLIENT_HEADER]: 'ui' } })
    expect(fromOurPage.headers['www-authenticate']).toBeUndefined()
    expect(fromOurPage.json()).toMatchObject({ code: 'LOGIN_REQUIRED' })
  })

  it('says whether a path exists only to people who are logged in', async () => {
    const url = '/api/v1/main/nothing/here'
    expect((await test.send({ url, as: null })).statusCode).toBe(401)
    const answer = await test.send({ url })
    expect(answer.statusCode).toBe(404)
    expect(errorBodySchema.parse(answer.json())).toMatchObject({
      code: 'ROUTE_NOT_FOUND',
      _links: { self: { href: url } },
    })
  })

  it('refuses an unknown tenant after the login, and takes the first word for a resource where it is one', async () => {
    const url = '/api/v1/other/flows/search'
    expect((await test.send({ url, as: null })).statusCode).toBe(401)
    const unknown = await test.send({ url })
    expect([unknown.statusCode, unknown.json().code]).toEqual([400, 'TENANT_UNKNOWN'])
    expect((await test.send({ url: '/api/v1/Other!/flows/search' })).statusCode).toBe(400)
    const reserved = await test.send({ url: '/api/v1/groups/flows/search' })
    expect([reserved.statusCode, reserved.json().code]).toEqual([404, 'ROUTE_NOT_FOUND'])
  })

  it('lets people into their own tenants only', async () => {
    await test.engine.createTenant(
      { tenant: 'main', actor: { kind: 'user', id: 'ana', name: 'Ana' }, origin: { door: 'api' } },
      'demo',
    )
    expect((await test.send({ url: '/api/v1/demo/flows/search' })).statusCode).toBe(200)
    const answer = await test.send({ url: '/api/v1/demo/flows/search', as: 'reader' })
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'FORBIDDEN'])
  })

  it('checks the permission in the namespace of the path', async () => {
    const allowed = await test.send({ url: '/api/v1/namespaces/open.place/kv', as: 'reader' })
    const refused = await test.send({ url: '/api/v1/namespaces/secret.place/kv', as: 'reader' })
    expect([allowed.statusCode, refused.statusCode]).toEqual([200, 403])
  })
})

describe('changes from a browser', () => {
  const change = { method: 'DELETE', url: '/api/v1/namespaces/n/kv/k', as: 'cookie' } as const

  it('need the client header when a session cookie makes them', async () => {
    expect((await test.send(change)).json()).toMatchObject({ code: 'FORBIDDEN' })
    expect((await test.send({ ...change, headers: { [CLIENT_HEADER]: 'ui' } })).statusCode).toBe(200)
    expect((await test.send({ url: '/api/v1/namespaces/n/kv', as: 'cookie' })).statusCode).toBe(200)
  })

  it('are refused from pages of other sites', async () => {
    const ours = { [CLIENT_HEADER]: 'ui' }
    for (const foreign of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ]) {
      expect((await test.send({ ...change, headers: { ...ours, ...foreign } })).statusCode).toBe(403)
    }
    const own = await test.send({ ...change, headers: { ...ours, origin: 'http://test.local' } })
    expect(own.statusCode).toBe(200)
  })

  it('with a token need neither', async () => {
    expect((await test.send({ ...change, as: 'ana', headers: { origin: 'https://ci.example' } })).statusCode).toBe(200)
  })
})

describe('refusals', () => {
  it('name the methods that a path takes', async () => {
    const answer = await test.send({ method: 'PATCH', url: '/api/v1/main/flows/search', payload: {} })
    expect([answer.statusCode, answer.json().code, answer.headers.allow]).toEqual([
      405,
      'METHOD_NOT_ALLOWED',
      'GET, HEAD',
    ])
    expect((await test.send({ method: 'OPTIONS', url: '/api/v1/flows/search' })).statusCode).toBe(405)
    expect((await test.send({ method: 'DELETE', url: '/api/v1/main/configs' })).statusCode).toBe(404)
  })

  it.each([
    ['GET', '/api/v1/main/logs/search'],
    ['GET', '/api/v1/flows/source?q=x'],
  ] as const)('name %s %s, which a route with placeholders would take for something else', async (method, url) => {
    expect((await test.send({ method, url, as: null })).statusCode).toBe(401)
    const answer = await test.send({ method, url })
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'ROUTE_NOT_FOUND'])
  })

  it('answer HEAD as GET, without a body', async () => {
    const answer = await test.send({ method: 'HEAD', url: '/api/v1/main/flows/search' })
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
  })

  it('tell media types that cannot be taken or given', async () => {
    const csv = await test.send({
      method: 'POST',
      url: '/api/v1/main/executions/resume/by-ids',
      payload: 'x',
      headers: { 'content-type': 'text/csv' },
    })
    expect([csv.statusCode, csv.json().code]).toEqual([415, 'MEDIA_TYPE_UNSUPPORTED'])
    const image = await test.send({ url: '/api/v1/main/flows/search', headers: { accept: 'image/png' } })
    expect([image.statusCode, image.json().code]).toEqual([406, 'NOT_ACCEPTABLE'])
    const json = await test.send({ url: '/api/v1/main/flows/search', headers: { accept: 'text/json' } })
    expect(json.statusCode).toBe(200)
  })

  it.each([
    ['{oops', 'Invalid JSON'],
    ['{"a":1}', 'must be of type array'],
    ['', 'must be given'],
    ['[1]', 'must be of type string'],
  ])('say what is wrong with the body %s', async (payload, text) => {
    const answer = await test.send({
      method: 'POST',
      url: '/api/v1/main/executions/resume/by-ids',
      payload,
      headers: { 'content-type': 'application/json' },
    })
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({ code: 'REQUEST_INVALID', message: expect.stringContaining(text) })
    expect(answer.json().fields).toHaveLength(1)
  })

  it.each([
    ['page=0', 'page'],
    ['size=-1', 'size'],
    ['page=abc', 'page'],
    ['sort=nope:asc', 'sort'],
    ['sort=id', 'sort'],
    ['state=NOPE', 'state'],
    ['filters[colour][EQUALS]=x', 'filters[colour][EQUALS]'],
  ])('name the parameter of ?%s', async (query, field) => {
    const answer = await test.send({ url: `/api/v1/main/executions/search?${query}` })
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'REQUEST_INVALID'])
    expect(answer.json().fields[0]).toMatchObject({ field })
    expect(answer.json()._embedded.errors[0].path).toBe(field)
  })

  it('answer 413 to a body that is too large, whatever its type', async () => {
    const payload = 'x'.repeat(300_001)
    for (const type of ['application/x-yaml', 'multipart/form-data; boundary=b']) {
      const url = type.startsWith('m') ? '/api/v1/executions/n/f' : '/api/v1/flows'
      const answer = await test.send({ method: 'POST', url, payload, headers: { 'content-type': type } })
      expect([answer.statusCode, answer.json().code]).toEqual([413, 'REQUEST_TOO_LARGE'])
    }
  })

  it('answer a path that cannot be decoded', async () => {
    const answer = await test.send({ url: '/api/v1/flows/%E0%A4%A', as: null })
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'REQUEST_MALFORMED'])
  })

  it('never show what broke inside, and log it with the request id', async () => {
    const broken = await createTestApp({
      sessions: {
        ...test.logins.sessions,
        describe: () => Promise.reject(new Error('SELECT secret FROM users failed')),
      },
    })
    const answer = await broken.send({ url: '/api/v1/me', headers: { 'x-request-id': 'my-request.1' } })
    expect([answer.statusCode, answer.json().code, answer.json().requestId]).toEqual([500, 'INTERNAL', 'my-request.1'])
    expect(answer.body).not.toContain('SELECT')
    expect(broken.logged.join('\n')).toContain('SELECT secret')
    await broken.close()
  })
})

describe('every answer', () => {
  it('carries a request id: that of the client when it can stand in a log, a new one otherwise', async () => {
    const given = await test.send({ url: '/ping', headers: { 'x-request-id': 'abc-1' } })
    expect(given.headers['x-request-id']).toBe('abc-1')
    const odd = await test.send({ url: '/ping', headers: { 'x-request-id': 'a b\u00e9' } })
    expect(odd.headers['x-request-id']).toMatch(/^[0-9A-Za-z]{22}$/)
    const refused = await test.send({ url: '/api/v1/main/nothing' })
    expect(refused.json().requestId).toBe(refused.headers['x-request-id'])
  })

  it('runs nothing in a browser, sits in no frame and stays in no cache', async () => {
    const { headers } = await test.send({ url: '/api/v1/main/flows/search' })
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })
})
