import type { Server } from 'node:net'
import type { Clock, Logger } from '@countersign/core'
import type { CaughtMessage } from './caught-message.ts'
import { createHttpSide } from './http-side.ts'
import { createMessageRing } from './message-ring.ts'
import { createSmtpSide } from './smtp-side.ts'

interface CatcherOptions {
  readonly clock: Clock
  readonly logger: Logger
  /** Port that the HTTP side takes if it is free; any free one otherwise. */
  readonly httpPort?: number
  /** Port of the mail side; any free one when left out. */
  readonly smtpPort?: number
}

/** Where to send what shall be caught. */
export interface CatcherUrls {
  /** For Slack's incoming webhooks; anything below it is taken too. */
  readonly slack: string
  /** For Teams' incoming webhooks. */
  readonly teams: string
  /** Base of the HR system: flows post to `<hr>/approvals`. */
  readonly hr: string
  /** Base of the whole HTTP side: any other path is caught as `http`. */
  readonly http: string
  /** The mail server: plain SMTP, no login. */
  readonly smtp: { readonly host: string; readonly port: number }
}

/** Receives on this machine what the flows of the demo send to Slack, Teams, the HR system and by mail. */
export interface Catcher {
  /** The newest 200 messages, newest first. */
  messages(): readonly CaughtMessage[]
  clear(): void
  urls(): CatcherUrls
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'
const KEPT_MESSAGES = 200

/**
 * Starts both servers, on the loopback interface only.
 * @throws Error of the operating system when the port of the mail side is taken; nothing is left running then.
 */
export async function startCatcher(options: CatcherOptions): Promise<Catcher> {
  const logger = options.logger.child({ component: 'demo' })
  const ring = createMessageRing(options.clock, KEPT_MESSAGES)
  const http = createHttpSide(ring, logger)
  const smtp = createSmtpSide(ring, logger)

  const close = async () => {
    http.closeAllConnections()
    await Promise.all([
      new Promise<void>((resolve) => http.close(() => resolve())),
      new Promise<void>((resolve) => smtp.close(() => resolve())),
    ])
  }
  try {
    const httpPort = await listen(http, options.httpPort ?? 0).catch(() => listen(http, 0))
    const smtpPort = await listen(smtp.server, options.smtpPort ?? 0)
    const base = `http://${LOOPBACK}:${httpPort}`
    const urls: CatcherUrls = {
      slack: `${base}/slack/webhook`,
      teams: `${base}/teams/webhook`,
      hr: `${base}/hr`,
      http: base,
      smtp: { host: LOOPBACK, port: smtpPort },
    }
    logger.debug('The catcher of the demo is listening', { http: base, smtpPort })
    return { messages: ring.list, clear: ring.clear, urls: () => urls, close }
  } catch (error) {
    await close()
    throw error
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject)
      const address = server.address()
      if (address === null || typeof address === 'string') return reject(new Error('The server listens on no port.'))
      resolve(address.port)
    })
  })
}
