import type { IncomingHttpHeaders } from 'node:http'

/** What a request brings to prove who sends it. */
export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'session' }
  | { readonly kind: 'none' }

/**
 * Reads them: a Bearer token, Basic credentials, Kestra's cookie `BASIC_AUTH` (observed/api.md 9a), or our session cookie.
 * Something unreadable counts as nothing.
 */
export function readCredentials(headers: IncomingHttpHeaders): Credentials {
  const header = headers.authorization
  const bearer = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]
  if (bearer !== undefined) return { kind: 'token', token: bearer }
  const basic = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(header ?? '')?.[1] ?? cookieValue(headers.cookie, 'BASIC_AUTH')
  if (basic !== undefined) return readBasic(basic)
  if (header !== undefined) return { kind: 'none' }
  return headers.cookie?.includes('countersign.') === true ? { kind: 'session' } : { kind: 'none' }
}

function readBasic(encoded: string): Credentials {
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return { kind: 'none' }
  return { kind: 'password', username: text.slice(0, colon), password: text.slice(colon + 1) }
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [key, ...rest] = pair.trim().split('=')
    if (key !== name) continue
    try {
      return decodeURIComponent(rest.join('='))
    } catch {
      return undefined
    }
  }
  return undefined
}
