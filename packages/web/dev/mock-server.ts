/**
 * A stage for looking at the pages without a server: the REST API over a world in memory, and the built files as the real
 * server gives them out (the request page at its paths, a strict Content-Security-Policy). Start with `npm run mock`, after
 * `npm run build`; sign in with any name and any password but `wrong`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { approvalRoutes } from './mock/approval-routes.ts'
import { executionRoutes } from './mock/execution-routes.ts'
import { parseFields, Refusal, readBody, STREAMED } from './mock/http.ts'
import { otherRoutes } from './mock/other-routes.ts'
import { seedWorld } from './mock/seed.ts'
import { MANAGER } from './mock/world.ts'

const PORT = Number(process.env.PORT ?? 4180)
const DIST = fileURLToPath(new URL('../dist', import.meta.url))
const OPEN = new Set(['/configs', '/login'])
const REQUEST_PAGE = /^\/ui\/[^/]+\/(?:approvals\/[^/]+|executions\/[^/]+\/approval)\/?$/
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
}
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

const world = seedWorld()
if (process.env.SIGNED_IN !== undefined) world.me = MANAGER
const routes = [...otherRoutes(world), ...approvalRoutes(world), ...executionRoutes(world)]

createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    if (error instanceof Refusal) return sendJson(response, error.status, error.body)
    sendJson(response, 500, { message: String(error), code: 'INTERNAL', requestId: 'req_mock_bug', fields: [] })
  })
}).listen(PORT, '127.0.0.1', () => {
  process.stdout.write(`Mock server on http://127.0.0.1:${PORT}/ui/\n`)
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (!url.pathname.startsWith('/api/v1/')) return serveFile(url.pathname, response)
  const method = request.method ?? 'GET'
  const text = await readBody(request)
  const path = withoutTenant(url.pathname)
  if (world.me === null && !OPEN.has(path))
    return sendJson(response, 401, { message: 'Log in first.', code: 'LOGIN_REQUIRED' })
  for (const [verb, pattern, handler] of routes) {
    const match = verb === method ? pattern.exec(path) : null
    if (match === null) continue
    const params = match.slice(1).map((part) => decodeURIComponent(part ?? ''))
    const fields = parseFields(request.headers['content-type'] ?? '', text)
    const value = await handler({ method, url, headers: request.headers, params, text, fields, response })
    if (value === STREAMED) return
    return value === undefined ? sendJson(response, 204, undefined) : sendJson(response, 200, value)
  }
  throw new Refusal(404, 'ROUTE_NOT_FOUND', `The mock has no ${method} ${path}.`)
}

const INSTANCE_PATHS = ['configs', 'login', 'logout', 'me', 'demo-catcher']

/** The path below the tenant, or below the root for what has no tenant. */
function withoutTenant(path: string): string {
  const parts = path.split('/').slice(3)
  return `/${(INSTANCE_PATHS.includes(parts[0] ?? '') ? parts : parts.slice(1)).join('/')}`
}

function serveFile(path: string, response: ServerResponse): void {
  if (path === '/') {
    response.writeHead(307, { location: '/ui/' }).end()
    return
  }
  const file = normalize(join(DIST, path.replace(/^\/ui\//, '')))
  const page = REQUEST_PAGE.test(path) ? 'approval.html' : 'index.html'
  const found = extname(file) !== '' && existsSync(file) && file.startsWith(DIST) ? file : join(DIST, page)
  response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'text/plain', 'content-security-policy': CSP })
  response.end(readFileSync(found))
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(value === undefined ? '' : JSON.stringify(value))
}
