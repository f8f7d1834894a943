import type { Value } from '@countersign/core'

/** Types of stored values, as Kestra names them. */
export type TaskKvType = 'STRING' | 'NUMBER' | 'BOOLEAN' | 'DATETIME' | 'DATE' | 'DURATION' | 'JSON'

/** A stored value as a task reads it. */
export interface TaskKvEntry {
  readonly key: string
  readonly type: TaskKvType
  readonly value: Value
  /** Starts at 1, +1 with each write. */
  readonly revision: number
}

/** A value to be stored. */
export interface TaskKvWrite {
  readonly key: string
  readonly type: TaskKvType
  readonly value: Value
  /** Default: the namespace of the flow. */
  readonly namespace?: string
  /** False: refuse when the key is there already (an expired one is not). Default true. */
  readonly overwrite?: boolean
  /** How long the value lives, in milliseconds. Default: for ever. */
  readonly ttlMs?: number
  readonly description?: string
}

/**
 * The key-value store of the flow's tenant. A flow may use its own namespace and every namespace that holds a flow, or has
 * one below it; others are refused, which finds misspelt names. Everything is repeated harmlessly when an attempt runs again
 * after a crash: a write without `overwrite` knows what the same attempt wrote before.
 *
 * Rejects with an error that has a code: `NAMESPACE_NOT_ALLOWED` (not one to use), `KV_INVALID` (key or lifetime), `KV_EXISTS`,
 * `KV_EXPIRED`.
 */
export interface TaskKv {
  /**
   * The value of a key; null when there is none. In the flow's own namespace the parents are looked through as well, nearest
   * first. Rejects with `KV_EXPIRED` when its lifetime has passed.
   */
  get(key: string, namespace?: string): Promise<TaskKvEntry | null>
  set(write: TaskKvWrite): Promise<void>
  /**
   * Replaces a value by what `change` makes of it (null: there was none). Nobody else's write comes in between: `change` is
   * called again when one did. Resolves with what was stored.
   */
  update(key: string, change: (before: Value) => Value, namespace?: string): Promise<Value>
  /** True when the key was there. */
  delete(key: string, namespace?: string): Promise<boolean>
  /** Keys of a namespace that have not expired, in order. */
  keys(namespace?: string): Promise<readonly string[]>
  /** Removes keys; resolves with how many there were. */
  purge(purge: TaskKvPurge): Promise<number>
}

/** Which keys are removed. */
export interface TaskKvPurge {
  /** True for the namespaces that are meant. Those that the flow may not use are never asked about. */
  readonly inNamespace: (namespace: string) => boolean
  /** True for the keys that are meant. */
  readonly isMeant: (key: string) => boolean
  readonly onlyExpired: boolean
}
