import type { ExchangeLimits } from './exchange.ts'

/** What the codes of Node and undici mean, in words that end a sentence. */
const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused; is the server running, and is the port right',
  ECONNRESET: 'the connection was closed by the other side',
  ENOTFOUND: 'the host name does not exist',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EPIPE: 'the connection was closed by the other side',
  UND_ERR_SOCKET: 'the connection was closed before the whole answer had come',
  UND_ERR_INVALID_ARG: 'the request is malformed, or its redirects lead in a circle',
  UND_ERR_REDIRECT_MAX: 'there are too many redirects',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; add it to the trusted ones',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain is self-signed; add it to the trusted ones',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
}

/**
 * Says why there was no answer, never quoting the library's message: that may hold the address, which can be a secret.
 */
export function describeNetworkError(error: unknown, limits: ExchangeLimits): string {
  const code = codeOf(error)
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return `no connection within ${limits.connectTimeoutMs} ms`
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return `the server was silent for ${limits.idleTimeoutMs} ms`
  }
  const words = WORDS[code]
  return words === undefined ? `the request failed${code === '' ? '' : ` (${code})`}` : `${words} (${code})`
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  // A host with several addresses gives one error for all attempts; the first tells most.
  if (error instanceof AggregateError) return codeOf(error.errors[0])
  return codeOf(error.cause)
}
