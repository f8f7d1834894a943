import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { setPagePolicy } from './security-headers.ts'
import './request-entry.ts'

/** Files under this folder have their content's hash in their name: a browser may keep them for ever. */
const HASHED = 'assets/'
const YEAR_SECONDS = 31_536_000

/** Paths of the request page, which is a light page of its own for people on phones. */
const REQUEST_PAGE = /^[^/]+\/(?:approvals\/[^/]+|executions\/[^/]+\/approval)$/

const NOT_BUILT = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Countersign</title></head>
<body><h1>The user interface was not built</h1>
<p>Run <code>npm run build</code> in the checkout and start the server again. The REST API and the command line work without it.</p>
</body></html>
`

/**
 * Serves the built user interface below `/ui/`; null when there is none. Pages and their files need no login. Where the build
 * wrote a compressed copy beside a file (`x.js.br`, `x.js.gz`), browsers that take it get the copy as it is.
 */
export function installWebPages(app: FastifyInstance, webRoot: string | null): void {
  const config = { isOpenPage: true } as const
  const toPages = async (_request: unknown, reply: FastifyReply) => reply.redirect('/ui/', 307)
  app.get('/', { config }, toPages)
  app.get('/ui', { config }, toPages)
  if (webRoot === null) {
    app.get('/ui/*', { config }, async (_request, reply) => {
      setPagePolicy(reply)
      return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT)
    })
    return
  }
  app.register(async (pages) => {
    await pages.register(fastifyStatic, { root: webRoot, serve: false, cacheControl: false, preCompressed: true })
    pages.get<{ Params: { '*': string } }>('/ui/*', { config }, async (request, reply) => {
      const path = request.params['*']
      if (path.split(/[/\\]/).includes('..')) return reply.callNotFound()
      setPagePolicy(reply)
      if (path.startsWith(HASHED)) {
        reply.header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
        return reply.sendFile(path)
      }
      reply.header('cache-control', 'no-cache')
      return reply.sendFile(REQUEST_PAGE.test(path.replace(/\/$/, '')) ? 'approval.html' : pageOf(path))
    })
  })
}

/** A file beside the pages, such as an icon, by its name; every other path is a place within the workbench. */
function pageOf(path: string): string {
  return /^[\w-]+\.(?:svg|png|ico|webmanifest|txt|html)$/.test(path) ? path : 'index.html'
}
