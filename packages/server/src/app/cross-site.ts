import { CLIENT_HEADER } from '@countersign/contract'
import { AppError } from '@countersign/core'
import type { AuthRequest, Principal } from './authenticator.ts'

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuses a change that another site made the browser send. Browsers add session cookies and remembered Basic passwords on
 * their own, so a change with either must not come from a foreign page; one with a cookie must also carry the client
 * header, which a form cannot send.
 *
 * @throws AppError FORBIDDEN
 */
export function refuseCrossSite(request: AuthRequest, principal: Principal, ownUrl: string): void {
  if (SAFE_METHODS.includes(request.method) || principal.via === 'token') return
  if (comesFromElsewhere(request, ownUrl)) {
    throw new AppError(
      'FORBIDDEN',
      'This request comes from a page of another site; changes are taken from our own pages only.',
    )
  }
  if (principal.via === 'session' && clientName(request) === null) {
    throw new AppError(
      'FORBIDDEN',
      `A change made with a session cookie needs the header ${CLIENT_HEADER}; scripts send a token or Basic credentials instead.`,
    )
  }
}

/** The value of the client header: `ui`, `cli` or `api`; null without one. */
export function clientName({ headers }: Pick<AuthRequest, 'headers'>): string | null {
  const value = headers[CLIENT_HEADER]
  return typeof value === 'string' && value !== '' ? value : null
}

function comesFromElsewhere({ headers }: AuthRequest, ownUrl: string): boolean {
  if (headers['sec-fetch-site'] === 'cross-site') return true
  const { origin } = headers
  if (origin === undefined) return false
  const host = hostOf(origin)
  return host === null || (host !== headers.host && host !== hostOf(ownUrl))
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null
}
