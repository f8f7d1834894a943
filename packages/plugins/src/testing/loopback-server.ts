import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

/** What the server received. */
interface ReceivedRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly raw: Buffer
}

/** What the server says next. */
interface ScriptedAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string | Buffer
  /** How long it waits before it says anything. */
  readonly delayMs?: number
  /** It says the body and then nothing more, as if it would go on. */
  readonly unfinished?: boolean
}

/** An HTTP server on the loopback interface that records requests and gives scripted answers. */
export interface LoopbackServer {
  readonly url: string
  readonly requests: readonly ReceivedRequest[]
  /** Answers for the next requests, in order; afterwards 200 without a body. */
  answer(...answers: readonly ScriptedAnswer[]): void
  /** Resolves when the next request has been received. */
  nextRequest(): Promise<ReceivedRequest>
  gzip(text: string): Buffer
  reset(): void
  close(): Promise<void>
}

/** Starts it on a free port. */
export async function startLoopbackServer(): Promise<LoopbackServer> {
  const requests: ReceivedRequest[] = []
  const answers: ScriptedAnswer[] = []
  const waiting: ((request: ReceivedRequest) => void)[] = []
  const timers = new Set<NodeJS.Timeout>()

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const raw = Buffer.concat(chunks)
      const { method = '', url = '', headers } = incoming
      const received = { method, url, headers, body: raw.toString('utf8'), raw }
      requests.push(received)
      for (const resolve of waiting.splice(0)) resolve(received)
      const answer = answers.shift() ?? { status: 200 }
      const respond = () => {
        outgoing.writeHead(answer.status, answer.headers)
        if (answer.unfinished === true) outgoing.write(answer.body ?? '')
        else outgoing.end(answer.body)
      }
      if (answer.delayMs === undefined) respond()
      else timers.add(setTimeout(respond, answer.delayMs))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer: (...next) => void answers.push(...next),
    nextRequest: () => new Promise((resolve) => waiting.push(resolve)),
    gzip: (text) => gzipSync(text),
    reset() {
      requests.length = 0
      answers.length = 0
    },
    async close() {
      for (const timer of timers) clearTimeout(timer)
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
