import { createServer } from 'node:net'

/**
 * A TCP port of the loopback interface that nobody listens on at this moment. The port is given back before the caller
 * binds it, so a caller that must not fail binds port 0 itself or tries again.
 */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (address === null || typeof address === 'string') throw new Error('The operating system gave no TCP port.')
  return address.port
}
