import type {
  Clock,
  Encryption,
  FileStorage,
  Hasher,
  Ids,
  Logger,
  PluginDefault,
  Storage,
  Value,
} from '@countersign/core'
import type { ExpressionEngine } from '@countersign/expression'
import type { Catalogue, TaskServices } from '@countersign/plugin-sdk'
import type { Alarms } from './systems/alarms.ts'
import type { HolidayCalendar } from './systems/answers/holiday-calendar.ts'
import type { SecretSource } from './systems/answers/secret-source.ts'

/** What the engine gets from the composition root. It opens and closes none of it. */
export interface EngineOptions {
  readonly storage: Storage
  /** The internal storage: what tasks, inputs and namespaces keep as files. */
  readonly files: FileStorage
  readonly catalogue: Catalogue
  readonly expressions: ExpressionEngine
  readonly clock: Clock
  readonly ids: Ids
  readonly hasher: Hasher
  readonly logger: Logger
  /** Where `secret()` looks after the secrets of the database. */
  readonly secrets: SecretSource
  /** Seals secrets; null when the server has no key: it then takes no SECRET input and keeps no secret. */
  readonly encryption: Encryption | null
  /** Without one, questions for public holidays fail. */
  readonly holidays?: HolidayCalendar
  /** What the configuration offers to tasks, such as a mail server. */
  readonly services: TaskServices
  readonly config: EngineConfig
  /** Alarms of the machine by default. */
  readonly alarms?: Alarms
  /**
   * Called once when the database was taken from this process (the connection that holds the lock broke): everything has
   * stopped, and the process should end.
   */
  readonly onFatal?: (reason: Error) => void
}

/** Settings of the engine. Durations are milliseconds. */
export interface EngineConfig {
  /** Base URL of this server for links, without a slash at its end. */
  readonly url: string
  /** Host name, for telling who owns the database. */
  readonly host: string
  readonly pid: number
  /** How long this process owns the database without renewing. Default 15 s. */
  readonly leaseMs?: number
  /** How long to wait at start for an owner that is about to leave. Default 0. */
  readonly ownerWaitMs?: number
  /** Attempts of effect tasks that run at once. Default 64. */
  readonly concurrency?: number
  /** How long running attempts may go on when the engine closes. Default 5 s. */
  readonly graceMs?: number
  /** Largest outputs of a task run, in characters of JSON. Default 1 Mi, as in Kestra. */
  readonly maxOutputLength?: number
  /** Directory below which attempts get working directories of their own; nothing else may be in it. */
  readonly workDirectory: string
  /** Environment visible to expressions as `envs`. */
  readonly envs?: Readonly<Record<string, string>>
  readonly globals?: Readonly<Record<string, Value>>
  /** IANA zone of schedules that name none, and of windows of days. Default UTC. */
  readonly zone?: string
  /** Values that tasks and triggers get without writing them, behind the defaults of their flow. */
  readonly pluginDefaults?: readonly PluginDefault[]
}
