import type { Clock, ExecutionStore, FileStorage, FlowStore, KvStore, Logger } from '@countersign/core'
import type { TaskEngine, TaskKv } from '@countersign/plugin-sdk'
import type { Decisions } from '../approvals/decisions.ts'
import type { Committer } from '../commit/committer.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { KvWriter } from '../records/kv-writer.ts'
import { createNamespaceRule } from './namespace-rule.ts'
import { createPurger } from './purger.ts'
import { createTaskEngine } from './task-engine.ts'
import { type Asking, createTaskKv } from './task-kv.ts'

/** What the engine itself offers to effect tasks, made for one attempt. */
export type AttemptServices = (asking: Asking) => { readonly kv: TaskKv; readonly engine: TaskEngine }

/** Puts the services of tasks together. */
export function createAttemptServices(options: {
  readonly storage: {
    readonly kv: KvStore
    readonly flows: FlowStore
    readonly executions: ExecutionStore
  }
  readonly kvWriter: KvWriter
  readonly decisions: Decisions
  readonly hosts: Hosts
  readonly committer: Committer
  readonly files: FileStorage
  readonly clock: Clock
  readonly logger: Logger
}): AttemptServices {
  const { storage, hosts, committer, files, clock, logger } = options
  const { executions } = storage
  const namespaces = createNamespaceRule(storage.flows)
  const kv = createTaskKv({ ...options, kv: storage.kv, namespaces })
  const purger = createPurger({ executions, hosts, committer, files, clock, logger })
  const engine = createTaskEngine({ ...options, executions, purger, namespaces })
  return (asking) => ({ kv: kv(asking), engine: engine(asking) })
}
