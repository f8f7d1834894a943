import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A loopback server that counts what the flows did to the world outside. */
export type Effects = {
  readonly url: string
  /** How often `POST <path>` was received. */
  count(path: string): number
  close(): Promise<void>
}

export async function startEffects(): Promise<Effects> {
  const counts = new Map<string, number>()
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const path = request.url ?? ''
      counts.set(path, (counts.get(path) ?? 0) + 1)
      response.writeHead(200, { 'content-type': 'text/plain' }).end('seen')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has an address object.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    count: (path) => counts.get(path) ?? 0,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
