import { mkdtempSync, rmSync } from 'node:fs'
import { request as rawRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ServerProcess } from '../support/server-process.ts'
import { countersign, startDemo } from './built-product.ts'
import { basicOf, people } from './demo-people.ts'
import { rest } from './rest.ts'

/** What the architecture lets in without a login, besides the files of the user interface. */
const OPEN_DOORS = ['GET /ping', 'GET /health', 'GET /version', 'GET /api/v1/configs', 'POST /api/v1/login']

const scratch = mkdtempSync(join(tmpdir(), 'countersign-doors-'))
let server: ServerProcess

beforeAll(async () => {
  server = await startDemo()
})
afterAll(async () => {
  await server?.close()
  rmSync(scratch, { recursive: true, force: true })
})

describe('Without a login', () => {
  it('only the doors that the architecture leaves open answer, of all that the OpenAPI document lists', async () => {
    const document = await rest(`${server.baseUrl}/api/openapi.json`, { as: basicOf(people.ada) })
    // OpenAPI 3.1: operations by method, by path.
    const { paths } = document.body as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => (name === 'tenant' ? 'demo' : 'some')),
      })),
    )
    expect(operations.length).toBeGreaterThan(80)

    const answering: string[] = []
    for (const { method, path } of operations) {
      const answer = await rest(`${server.baseUrl}${path}`, { method })
      // The key in the path of a webhook is what opens it: without one that fits there is nothing.
      if (path.endsWith('/executions/webhook/some/some/some')) expect(answer.status).toBe(404)
      else if (answer.status !== 401) answering.push(`${method} ${path}`)
      else expect(answer.body, `${method} ${path}`).toBe('')
    }
    expect(answering.sort()).toEqual([...OPEN_DOORS].sort())
  })

  it.each([
    '/api/openapi.json',
    '/api/v1/demo/flows/search/',
    '/api/v1/demo/nothing/of/that/name',
    '//api/v1/demo/flows/search',
    '/api//v1/demo/flows/search',
    '/API/v1/demo/flows/search',
    '/api/v1/demo/./flows/search',
    '/ui/../api/v1/demo/flows/search',
    '/ui/%2e%2e/api/v1/demo/flows/search',
    '/ui/assets/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/ui/assets/..%2f..%2f..%2fpackage.json',
    '/metrics',
  ])('%s tells nothing', async (path) => {
    const { status, body } = await rawGet(path)
    expect(body).not.toContain('vacation-approval')
    expect(body).not.toContain('countersign-workspace')
    if (status === 200) expect(body).toMatch(/^<!doctype html>/i)
    else expect([301, 302, 307, 400, 401, 403, 404]).toContain(status)
  })

  it('the pages of the user interface come with a policy that lets only this server’s scripts run', async () => {
    for (const path of ['/ui/', '/ui/demo/approvals/some', '/ui/login']) {
      const page = await rest(`${server.baseUrl}${path}`)
      expect(page.status).toBe(200)
      const policy = page.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("script-src 'self';")
      expect(policy).not.toContain('unsafe-eval')
    }
  })

  it('a wrong password and a made-up token open nothing', async () => {
    const url = `${server.baseUrl}/api/v1/demo/flows/search`
    for (const as of [
      basicOf({ username: 'ada', password: 'ada-demo-2' }),
      basicOf({ username: 'nobody', password: 'ada-demo-1' }),
      'Bearer cst_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      'Bearer ',
      'Basic !!!',
    ]) {
      expect((await rest(url, { as })).status, as).toBe(401)
    }
  })

  /** Sends a path as it is written: `fetch` would tidy it up first. */
  function rawGet(path: string): Promise<{ status: number; body: string }> {
    const { port } = new URL(server.baseUrl)
    return new Promise((resolve, reject) => {
      const sent = rawRequest({ host: '127.0.0.1', port, path }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
      })
      sent.on('error', reject).end()
    })
  }
})

describe('A start that cannot work ends with a message, not with a stack trace', () => {
  const inScratch = (name: string) => join(scratch, name)

  /** Starts a server that is meant to fail; gives its exit code and what it said. */
  async function failedStart(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const result = await countersign(['serve', '--log-level', 'silent', ...args], environment)
    expect(result.err).not.toMatch(/^ {4}at |Node\.js v/m)
    return result
  }

  it('on a database that another server has', async () => {
    const { code, err } = await failedStart(['--port', '0', '--data', server.dataDirectory])
    expect(code).toBe(1)
    expect(err).toMatch(/in use by the Countersign process \d+/)
    expect(err).toContain('[DATABASE_IN_USE]')
    expect((await rest(`${server.baseUrl}/health`)).status).toBe(200)
  })

  it('on a port that is taken', async () => {
    const { port } = new URL(server.baseUrl)
    const { code, err } = await failedStart(['--port', port, '--data', inScratch('port')])
    expect(code).toBe(1)
    expect(err).toContain(port)
    expect(err).toMatch(/in use|another program/)
  })

  it('in a data directory that cannot be written', async () => {
    // Root may write everywhere, so the way is blocked by a file: what is in the way differs, what is said does not.
    const { code, err } = await failedStart(['--port', '0', '--data', join(process.execPath, 'data')])
    expect(code).toBe(1)
    expect(err).toContain('data directory')
    expect(err).toContain(process.execPath)
  })

  it('with a PostgreSQL that is not there', async () => {
    const url = 'postgres://nobody:hidden-word@127.0.0.1:9/nothing'
    const { code, err } = await failedStart(['--port', '0', '--data', inScratch('postgres'), '--database-url', url])
    expect(code).toBe(1)
    expect(err).toMatch(/database/i)
    expect(err).not.toContain('hidden-word')
  })

  it('with a setting that does not exist', async () => {
    const { code, err } = await failedStart([], { COUNTERSIGN_PROT: '1' })
    expect(code).toBe(1)
    expect(err).toContain('COUNTERSIGN_PROT: no such setting; did you mean COUNTERSIGN_PORT?')
  })

  it('with a port that is none', async () => {
    const { code, err } = await failedStart(['--port', 'eighty'])
    expect(code).toBe(1)
    expect(err).toMatch(/^ {2}port: /m)
  })

  it.each([[['--prot', '1']], [['--port']], [['unexpected']]])('called wrongly, with %s', async (args) => {
    const { code, out, err } = await failedStart(args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^error: /)
  })
})
