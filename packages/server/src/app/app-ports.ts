import type { CaughtMessage } from '@countersign/contract'
import type { Clock, FileStorage, Hasher, Ids, Logger, Storage, TaskCatalogue } from '@countersign/core'
import type { EngineClient } from '@countersign/engine'
import type { PluginReport } from '../plugins/plugin-report.ts'
import type { Authenticator, Sessions, TokenMint } from './authenticator.ts'
import type { Policies } from './policies.ts'

/** What the demo's catcher received, newest first. */
export interface CaughtMessages {
  list(kind?: CaughtMessage['kind']): Promise<readonly CaughtMessage[]>
}

/** Settled facts about this server. */
export interface AppFacts {
  readonly version: string
  /** Id of this installation; stays the same over restarts. */
  readonly installation: string
  /** Address under which people reach the server, without a slash at the end. */
  readonly url: string
  readonly demo: boolean
  readonly sessionCookie: string
  /** Largest body of a request. */
  readonly bodyLimit: number
  /** Largest form with files. */
  readonly uploadBytes: number
  /** Directory in which files of requests wait for their use. */
  readonly uploadDirectory: string
  /** How long `wait=true` holds an answer before it gives what there is. */
  readonly waitLimitMs: number
}

/** Everything that the application is made of. It starts nothing of this and closes nothing of it. */
export interface AppPorts {
  readonly engine: EngineClient
  readonly storage: Storage
  readonly files: FileStorage
  readonly catalogue: TaskCatalogue
  /** What came of the plugins that the configuration names. */
  readonly plugins: readonly PluginReport[]
  readonly authenticator: Authenticator
  readonly sessions: Sessions
  readonly policies: Policies
  readonly tokenMint: TokenMint
  /** Names of the secrets that the server was started with; every namespace sees them. */
  readonly environmentSecrets: readonly string[]
  /** False when the server has no encryption key: it then keeps no secret. */
  readonly encrypts: boolean
  /** Null outside demo mode. */
  readonly caughtMessages: CaughtMessages | null
  /** Directory of the built user interface; null when it was not built. */
  readonly webRoot: string | null
  readonly facts: AppFacts
  readonly clock: Clock
  readonly ids: Ids
  readonly hasher: Hasher
  readonly logger: Logger
}
