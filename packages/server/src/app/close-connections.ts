import type { FastifyInstance } from 'fastify'

/** How often connections that have become idle are looked for while the server closes. */
const SWEEP_MS = 20
/** How long calls that are being answered may take once the server closes; what is left then is cut off. */
const GRACE_MS = 10_000

/**
 * Lets the server close as soon as the last answer is out: a client that keeps its connection open for its next request would
 * hold it up otherwise.
 */
export function closeConnectionsOnClose(app: FastifyInstance): void {
  const timers: NodeJS.Timeout[] = []
  app.addHook('preClose', async () => {
    timers.push(setInterval(() => app.server.closeIdleConnections(), SWEEP_MS))
    timers.push(setTimeout(() => app.server.closeAllConnections(), GRACE_MS))
  })
  app.addHook('onClose', async () => {
    for (const timer of timers) clearInterval(timer)
  })
}
