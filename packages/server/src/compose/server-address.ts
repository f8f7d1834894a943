import { createServer } from 'node:net'
import type { Config } from '../config/schema.ts'

/** Where the server listens, and under which address people reach it. */
export interface ServerAddress {
  readonly host: string
  readonly port: number
  /** Without a slash at the end. */
  readonly url: string
}

/**
 * Settles the address before anything is built, because links name it. Port 0 takes one that is free now.
 */
export async function settleAddress({
  host,
  port,
  url,
}: Pick<Config, 'host' | 'port' | 'url'>): Promise<ServerAddress> {
  const settled = port === 0 ? await freePort(host) : port
  return { host, port: settled, url: (url ?? `http://${hostInUrl(host)}:${settled}`).replace(/\/+$/, '') }
}

/** Nobody can be sent to "every address of this machine". */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
