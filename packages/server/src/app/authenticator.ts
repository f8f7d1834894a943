import type { IncomingHttpHeaders } from 'node:http'
import type { Me } from '@countersign/contract'
import type { Actor, Origin } from '@countersign/core'

/** What an authenticator may look at. Nothing of the body: a login is decided before the body is read. */
export interface AuthRequest {
  readonly method: string
  /** Path and query as sent. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Door, address and request id: what an audit event of this login carries. */
  readonly origin: Origin
}

/** Somebody who has proved who they are. */
export interface Principal {
  readonly actor: Actor
  /** Tenants that they may enter; an existing tenant that is not among them is 403. */
  readonly tenants: 'all' | readonly string[]
  readonly roles: readonly string[]
  /** How they proved it. A `session` (a cookie, sent by the browser on its own) has to carry the client header to change anything. */
  readonly via: 'session' | 'basic' | 'token'
}

/** Finds out who asks. Runs before routing, for every path that is not an open door. */
export interface Authenticator {
  /**
   * Null when the request carries no login or a wrong one: 401.
   * @throws AppError LOGIN_LIMITED after too many failures from one address: 429.
   */
  authenticate(request: AuthRequest): Promise<Principal | null>
  /** Drops every remembered login. Called after a token was revoked. */
  forget(): void
}

/** Sessions of browsers: what the routes of `/login`, `/logout` and `/me` call. Audit events are written here. */
export interface Sessions {
  /**
   * Opens a session. `cookies` are complete `Set-Cookie` values.
   * @throws AppError LOGIN_FAILED, LOGIN_LIMITED
   */
  login(
    credentials: { readonly username: string; readonly password: string },
    request: AuthRequest,
  ): Promise<{ readonly principal: Principal; readonly cookies: readonly string[] }>
  /** Ends the session of the request, if it has one. */
  logout(principal: Principal, request: AuthRequest): Promise<{ readonly cookies: readonly string[] }>
  /** Who that is, and what they may do where. */
  describe(principal: Principal): Promise<Me>
  /** True once anybody can log in with a password; shown by `/configs`. */
  hasUsers(): Promise<boolean>
}

/** Makes secrets of service-account tokens in the form that the authenticator takes. */
export interface TokenMint {
  /** `token` is shown once; `hash` (SHA-256 of it, lower-case hex) is what is stored. */
  mint(): { readonly id: string; readonly token: string; readonly hash: string }
}
