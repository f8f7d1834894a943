import { createMemoryFileStorage, runTask } from '@countersign/plugin-sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LoopbackServer, startLoopbackServer } from '../../../testing/loopback-server.ts'
import { request } from './task.ts'

let server: LoopbackServer
beforeAll(async () => {
  server = await startLoopbackServer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())

describe('http.Request', () => {
  it('gives status, headers as lists and the body as text', async () => {
    server.answer({
      status: 200,
      headers: { 'content-type': 'application/json', 'set-cookie': ['a=1', 'b=2'] },
      body: '{"ok":true}',
    })
    const outcome = await runTask(request, { uri: `${server.url}/x?a=1` })
    expect(outcome.outputs).toMatchObject({
      uri: `${server.url}/x?a=1`,
      code: 200,
      body: '{"ok":true}',
      headers: { 'content-type': ['application/json'], 'set-cookie': ['a=1', 'b=2'] },
    })
    expect(outcome.logs).toEqual([{ level: 'DEBUG', message: `GET ${server.url}/x answered 200` }])
    expect(server.requests[0]).toMatchObject({ method: 'GET', url: '/x?a=1', body: '' })
  })

  it('sends a text as it is and names its type only as the flow says', async () => {
    await runTask(
      request,
      { uri: server.url, method: 'POST', body: '{{ b }}', contentType: 'application/json' },
      { answers: { b: '{"a":"ü"}' } },
    )
    await runTask(request, { uri: server.url, method: 'PUT', body: 'plain' })
    expect(server.requests.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
      ['{"a":"ü"}', 'application/json'],
      ['plain', 'text/plain; charset=UTF-8'],
    ])
  })

  it('sends a map as JSON with its members rendered', async () => {
    await runTask(
      request,
      { uri: server.url, method: 'POST', body: { a: '{{ x }}', n: 1 } },
      { answers: { x: 'say "hi"' } },
    )
    expect(server.requests[0]?.body).toBe('{"a":"say \\"hi\\"","n":1}')
    expect(server.requests[0]?.headers['content-type']).toBe('application/json; charset=UTF-8')
  })

  it('sends formData as a multipart body when contentType says so', async () => {
    await runTask(
      request,
      {
        uri: `${server.url}/approvals`,
        method: 'POST',
        contentType: 'multipart/form-data',
        formData: {
          employee: '{{ inputs.employee }}',
          days: 5,
          tags: ['a', 'b'],
          none: null,
          note: { name: 'note.txt', content: 'hello' },
        },
      },
      { answers: { 'inputs.employee': 'Zoë "Z"\r\nO\'Hara' } },
    )
    const [received] = server.requests
    const form = await new Response(received?.raw, {
      headers: { 'content-type': received?.headers['content-type'] ?? '' },
    }).formData()
    expect(form.get('employee')).toBe('Zoë "Z"\r\nO\'Hara')
    expect(form.get('days')).toBe('5')
    expect(form.get('tags')).toBe('["a","b"]')
    expect(form.has('none')).toBe(false)
    const note = form.get('note')
    expect(note).toBeInstanceOf(File)
    expect(note instanceof File && [note.name, await note.text()]).toEqual(['note.txt', 'hello'])
  })

  it('sends formData url-encoded otherwise, and drops the body', async () => {
    await runTask(request, { uri: server.url, method: 'POST', body: 'ignored', formData: { a: 'x y', n: 1, u: 'ü&=' } })
    expect(server.requests[0]).toMatchObject({
      body: 'a=x+y&n=1&u=%C3%BC%26%3D',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  })

  it('sends files of the internal storage as files', async () => {
    const storage = createMemoryFileStorage()
    const uri = 'kestra:///company/team/flow/executions/execution/tasks/a/my%20letter.txt'
    await storage.put('main', uri, new TextEncoder().encode('stored'))
    const formData = { one: uri, two: { name: 'b.txt', content: uri } }
    const outcome = await runTask(
      request,
      { uri: server.url, method: 'POST', contentType: 'multipart/form-data', formData },
      { context: { storage } },
    )
    expect(outcome.failure).toBeNull()
    const [received] = server.requests
    const headers = { 'content-type': received?.headers['content-type'] ?? '' }
    const form = await new Response(received?.raw, { headers }).formData()
    const files = [form.get('one'), form.get('two')].filter((part) => part instanceof File)
    expect(await Promise.all(files.map(async (file) => [file.name, await file.text()]))).toEqual([
      ['my letter.txt', 'stored'],
      ['b.txt', 'stored'],
    ])
  })

  it('fails when such a file is not there', async () => {
    const formData = { f: 'kestra:///a/b.txt' }
    const properties = { uri: server.url, method: 'POST', contentType: 'multipart/form-data', formData }
    expect((await runTask(request, properties)).failure?.message).toContain('kestra:///a/b.txt')
    expect(server.requests).toEqual([])
  })

  it('adds params to the query and sends headers, whose own content type wins', async () => {
    await runTask(request, {
      uri: `${server.url}/s?q=1`,
      method: 'POST',
      body: '<a/>',
      params: { r: 'x y' },
      headers: { 'Content-Type': 'application/xml', 'X-A': 'b' },
    })
    expect(server.requests[0]).toMatchObject({
      url: '/s?q=1&r=x+y',
      headers: { 'content-type': 'application/xml', 'x-a': 'b' },
    })
  })

  it.each([
    ['basic', { auth: { type: 'BASIC', username: 'ana', password: 'hush' } }, 'Basic YW5hOmh1c2g='],
    ['bearer', { auth: { type: 'BEARER', token: 't0ken' } }, 'Bearer t0ken'],
    ['the earlier names', { basicAuthUser: 'ana', basicAuthPassword: 'hush' }, 'Basic YW5hOmh1c2g='],
  ])('logs in by %s', async (_, options, authorization) => {
    await runTask(request, { uri: server.url, options })
    expect(server.requests[0]?.headers.authorization).toBe(authorization)
  })

  it('takes credentials of the address as a login and shows them nowhere', async () => {
    const outcome = await runTask(request, { uri: server.url.replace('http://', 'http://ana:hush@') })
    expect(server.requests[0]?.headers.authorization).toBe('Basic YW5hOmh1c2g=')
    expect(JSON.stringify(outcome)).not.toContain('hush')
  })

  it('fails on a status of 400 and above with what the server said, and without outputs', async () => {
    server.answer({ status: 503, body: 'busy' })
    const outcome = await runTask(request, { uri: `${server.url}/x` })
    expect(outcome).toMatchObject({ state: 'FAILED', outputs: {}, failure: { code: 'HTTP_STATUS', retryable: true } })
    expect(outcome.failure?.message).toContain('answered 503: busy')
  })

  it.each([
    { options: { allowFailed: true } },
    { options: { allowedResponseCodes: [404, 503] } },
    { allowFailed: true },
  ])('takes such a status as an answer with %j', async (more) => {
    server.answer({ status: 503, body: 'busy' })
    expect((await runTask(request, { uri: server.url, ...more })).outputs).toMatchObject({ code: 503, body: 'busy' })
  })

  it('follows redirects, and gives the address where they led', async () => {
    server.answer({ status: 302, headers: { location: '/there' } }, { status: 200, body: 'found' })
    const outcome = await runTask(request, { uri: `${server.url}/here` })
    expect(outcome.outputs).toMatchObject({ code: 200, body: 'found', uri: `${server.url}/there` })
  })

  it('leaves its login behind when a redirect leads to another server', async () => {
    const other = await startLoopbackServer()
    server.answer({ status: 307, headers: { location: `${other.url}/there` } })
    await runTask(request, {
      uri: server.url,
      method: 'POST',
      body: 'kept',
      options: { auth: { type: 'BEARER', token: 'hush' } },
      headers: { Cookie: 'hush' },
    })
    const [received] = other.requests
    await other.close()
    expect(received).toMatchObject({ method: 'POST', body: 'kept' })
    expect(JSON.stringify(received?.headers)).not.toContain('hush')
  })

  it('fails when redirects lead in a circle, or are too many', async () => {
    server.answer(...Array.from({ length: 3 }, () => ({ status: 302, headers: { location: '/again' } })))
    expect((await runTask(request, { uri: server.url })).failure?.message).toContain('redirects lead in a circle')
    server.reset()
    server.answer(...Array.from({ length: 12 }, (_, index) => ({ status: 302, headers: { location: `/${index}` } })))
    expect((await runTask(request, { uri: server.url })).failure?.message).toContain('too many redirects')
    expect(server.requests).toHaveLength(11)
  })

  it('gives a redirect as the answer when it must not follow', async () => {
    server.answer({ status: 302, headers: { location: '/there' } })
    const outcome = await runTask(request, { uri: server.url, options: { followRedirects: false } })
    expect(outcome.outputs).toMatchObject({ code: 302, headers: { location: ['/there'] } })
  })

  it('fails with two log lines in all when nobody listens: its own, and that of the engine', async () => {
    const outcome = await runTask(request, { uri: 'http://127.0.0.1:1/none' })
    expect(outcome.failure).toMatchObject({ code: 'HTTP_NO_ANSWER', retryable: true })
    expect(outcome.failure?.message).toContain('the connection was refused')
    expect(outcome.logs).toEqual([{ level: 'ERROR', message: 'GET http://127.0.0.1:1/none gave no answer' }])
  })

  it('gives up when the server is silent for too long', async () => {
    server.answer({ status: 200, delayMs: 5_000 })
    const outcome = await runTask(request, { uri: server.url, options: { timeout: { readIdleTimeout: 'PT0.05S' } } })
    expect(outcome.failure?.message).toContain('the server was silent for 50 ms')
  })

  it('stops at once when it is aborted, with the reason of the signal', async () => {
    server.answer({ status: 200, delayMs: 5_000 })
    const stop = new AbortController()
    const running = runTask(request, { uri: server.url }, { context: { signal: stop.signal } })
    await server.nextRequest()
    stop.abort(new Error('killed'))
    expect((await running).failure?.message).toBe('killed')
  })

  it.each([{ 'content-encoding': 'gzip' }, {}])(
    'refuses an answer larger than allowed, with headers %j',
    async (headers) => {
      const body = 'content-encoding' in headers ? server.gzip('x'.repeat(2_000)) : 'x'.repeat(2_000)
      server.answer({ status: 200, headers, body })
      const outcome = await runTask(request, { uri: server.url, options: { maxContentLength: 1_000 } })
      expect(outcome.failure).toMatchObject({ code: 'HTTP_RESPONSE_TOO_LARGE', retryable: false })
    },
  )

  it('unfolds a compressed answer', async () => {
    server.answer({ status: 200, headers: { 'content-encoding': 'gzip' }, body: server.gzip('hello') })
    expect((await runTask(request, { uri: server.url })).outputs.body).toBe('hello')
  })

  it('reads an answer in the charset that it names, and refuses bytes that are no text', async () => {
    server.answer(
      { status: 200, headers: { 'content-type': 'text/plain; charset=ISO-8859-1' }, body: Buffer.from([0xfc]) },
      { status: 200, body: Buffer.from([0xff, 0xfe, 0xfd]) },
    )
    expect((await runTask(request, { uri: server.url })).outputs.body).toBe('ü')
    expect((await runTask(request, { uri: server.url })).failure?.code).toBe('HTTP_RESPONSE_UNREADABLE')
  })

  it.each(['notaurl', 'ftp://x/y', '/path'])('refuses the address %j before anything is sent', async (uri) => {
    expect((await runTask(request, { uri })).failure).toMatchObject({ code: 'HTTP_URI_INVALID', retryable: false })
  })

  it('logs the parts asked for at DEBUG, without credentials', async () => {
    server.answer({ status: 200, headers: { 'x-a': 'b', 'set-cookie': 'session=hush' }, body: 'answer' })
    const outcome = await runTask(request, {
      uri: server.url,
      method: 'POST',
      body: 'question',
      options: {
        auth: { type: 'BEARER', token: 'hush' },
        logs: ['REQUEST_HEADERS', 'REQUEST_BODY', 'RESPONSE_HEADERS', 'RESPONSE_BODY'],
      },
    })
    const text = outcome.logs.map(({ message }) => message).join('\n')
    expect(text).toContain('authorization: (left out)')
    expect(text).toContain('x-a: b')
    expect(text).toContain('request body:\nquestion')
    expect(text).toContain('response body:\nanswer')
    expect(text).not.toContain('hush')
  })

  it('goes through an HTTP proxy', async () => {
    server.answer({ status: 200, body: 'through' })
    const { hostname, port } = new URL(server.url)
    const options = { proxy: { type: 'HTTP', address: hostname, port: Number(port), username: 'u', password: 'p' } }
    const outcome = await runTask(request, { uri: 'http://example.invalid/x', options })
    expect(outcome.outputs.body).toBe('through')
    expect(server.requests[0]).toMatchObject({
      url: 'http://example.invalid/x',
      headers: { 'proxy-authorization': 'Basic dTpw' },
    })
  })
})
