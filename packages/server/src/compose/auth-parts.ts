import type { Clock, Hasher, Ids, Logger } from '@countersign/core'
import type { EngineClient } from '@countersign/engine'
import type { SqlStorage } from '@countersign/storage'
import type { Authenticator, Sessions, TokenMint } from '../app/authenticator.ts'
import type { Policies } from '../app/policies.ts'
import type { Config } from '../config/schema.ts'

/** What logging in is built on. */
export interface AuthPorts {
  readonly config: Config
  /** Where the generated signing key is kept; exists, and only its owner may read it. */
  readonly dataDirectory: string
  /** Address under which people reach the server. */
  readonly url: string
  readonly storage: SqlStorage
  readonly engine: EngineClient
  readonly clock: Clock
  readonly ids: Ids
  readonly hasher: Hasher
  readonly logger: Logger
}

/** Everything that knows who people are and what they may do. */
export interface AuthParts {
  readonly authenticator: Authenticator
  readonly sessions: Sessions
  readonly policies: Policies
  readonly tokenMint: TokenMint
  /** Name of the session cookie, for the OpenAPI document. */
  readonly sessionCookie: string
  close(): Promise<void>
}

/** Given to the composition root by whoever starts the server, so that tests can put another in its place. */
export type AuthFactory = (ports: AuthPorts) => Promise<AuthParts>
