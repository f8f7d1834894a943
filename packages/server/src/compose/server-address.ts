import { createServer } from 'node:net'
import { AppError } from '@countersign/core'
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
  const settled = port === 0 ? await probe(host, 0) : port
  return { host, port: settled, url: (url ?? `http://${hostInUrl(host)}:${settled}`).replace(/\/+$/, '') }
}

/** Nobody can be sent to "every address of this machine". */
function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** @throws AppError ADDRESS_UNAVAILABLE when nobody can listen there now */
export async function checkAddress(address: ServerAddress): Promise<void> {
  await listening(address, () => probe(address.host, address.port))
}

/**
 * What `listen` gives, a refusal of the operating system being told in words.
 * @throws AppError ADDRESS_UNAVAILABLE
 */
export async function listening<T>({ host, port }: ServerAddress, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw error
    const why = {
      EADDRINUSE: 'another program listens there',
      EACCES: 'it may not be used',
      EADDRNOTAVAIL: 'this machine has no such address',
    }[code]
    const text = `Cannot listen on port ${port} of ${host}: ${why}. Choose another one with --port or --host.`
    throw new AppError('ADDRESS_UNAVAILABLE', text, { cause: error })
  }
}

/** Listens for a moment; gives the port, which for port 0 is one that was free. */
function probe(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      const taken = typeof address === 'object' && address !== null ? address.port : port
      server.close(() => resolve(taken))
    })
  })
}
