import type { FastifyReply } from 'fastify'

/** Pages of the user interface load nothing that this server did not send itself. */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ')

/** Answers of the API are data: should a browser show one, nothing in it runs. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"

/** Headers of every answer. */
export function setSecurityHeaders(reply: FastifyReply, { isHttps }: { readonly isHttps: boolean }): void {
  reply.headers({
    'content-security-policy': DATA_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  if (isHttps) reply.header('strict-transport-security', 'max-age=31536000')
}

/** The policy of a page of the user interface, in place of that of data. */
export function setPagePolicy(reply: FastifyReply): void {
  reply.header('content-security-policy', PAGE_POLICY)
}
