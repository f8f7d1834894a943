import type { RouteSpec } from '@countersign/contract'
import type { Caller } from '@countersign/engine'
import type { AuthRequest, Principal } from './authenticator.ts'
import type { UploadSpool } from './upload-spool.ts'

/** What the gate found out about a request before its handler runs. */
export interface RequestEntry {
  readonly auth: AuthRequest
  /** Null on open doors. */
  readonly principal: Principal | null
  readonly caller: Caller | null
  readonly tenant: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Null until the gate let the request in. */
    entry: RequestEntry | null
    /** Files that came with the request; null when it is no form. */
    spool: UploadSpool | null
  }

  interface FastifyContextConfig {
    /** The route of the table behind this handler; absent for pages and unknown paths. */
    readonly route?: RouteSpec
    /** Set on pages that need no login. */
    readonly isOpenPage?: true
  }
}
