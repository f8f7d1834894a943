import { decodeContent } from './decode-content.ts'
import { lastUrl, listHeaders, type OutboundRequest, openConnections, sendRequest, toTaskFailure } from './exchange.ts'

/** An answer whose body is still coming. */
export interface OpenedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, readonly string[]>>
  /** Decoded, to be read once; more than the request allows is a TaskFailure. */
  readonly body: AsyncIterable<Uint8Array>
  readonly url: string
}

/**
 * Sends one request and lets `use` read the answer as it comes; nothing of it is kept. The connection ends with `use`.
 * @throws TaskFailure as `exchange` does, and whatever `use` throws
 */
export async function exchangeStream<T>(
  outbound: OutboundRequest,
  use: (response: OpenedResponse) => Promise<T>,
): Promise<T> {
  const undici = await import('undici')
  const connections = openConnections(outbound, undici)
  try {
    const response = await sendRequest(outbound, connections, undici).catch((error: unknown) => {
      throw toTaskFailure(error, outbound)
    })
    const headers = listHeaders(response.headers)
    return await use({
      status: response.statusCode,
      headers,
      body: failing(decodeContent(response.body, headers['content-encoding'], outbound), outbound),
      url: lastUrl(response.context, outbound.url),
    })
  } finally {
    await connections.destroy()
  }
}

async function* failing(content: AsyncIterable<Uint8Array>, outbound: OutboundRequest): AsyncGenerator<Uint8Array> {
  try {
    yield* content
  } catch (error) {
    throw toTaskFailure(error, outbound)
  }
}
