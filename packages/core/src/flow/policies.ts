import type { Label } from '../execution/execution.ts'
import type { Value, ValueMap } from '../json/value.ts'
import type { Task } from './flow.ts'

/** What a retry does: the same task once more, or the whole execution from the start as a new one. */
export const RETRY_BEHAVIORS = ['RETRY_FAILED_TASK', 'CREATE_NEW_EXECUTION'] as const
export type RetryBehavior = (typeof RETRY_BEHAVIORS)[number]

interface RetryLimits {
  /** Counts the first attempt as well; null when there is no such limit. */
  readonly maxAttempts: number | null
  /** Milliseconds since the start of the first attempt, after which none is begun; null when there is no such limit. */
  readonly maxDurationMs: number | null
  /** True when a task that only succeeded after a retry ends with WARNING. */
  readonly warningOnRetry: boolean
  readonly behavior: RetryBehavior
}

/**
 * When a failed task is tried again (engine.md 3.7). All durations are milliseconds and literals: Kestra renders none of
 * them. `delayFactor` is as written, 2 when left out.
 *
 * @example { type: 'constant', intervalMs: 1_000, maxAttempts: 3, maxDurationMs: null, warningOnRetry: false, behavior: 'RETRY_FAILED_TASK' }
 */
export type RetryPolicy = RetryLimits &
  (
    | { readonly type: 'constant'; readonly intervalMs: number }
    | {
        readonly type: 'exponential'
        readonly intervalMs: number
        readonly maxIntervalMs: number
        readonly delayFactor: number
      }
    | { readonly type: 'random'; readonly minIntervalMs: number; readonly maxIntervalMs: number }
  )

export const CONCURRENCY_BEHAVIORS = ['QUEUE', 'CANCEL', 'FAIL'] as const

/** How many executions of a flow may run at once, and what happens to one more (engine.md 7.1). `limit` is at least 1. */
export interface ConcurrencyLimit {
  readonly limit: number
  readonly behavior: (typeof CONCURRENCY_BEHAVIORS)[number]
}

export const SLA_BEHAVIORS = ['FAIL', 'CANCEL', 'NONE'] as const

/**
 * A promise about executions of a flow (engine.md 7.2): they end within `durationMs` of their creation, or `assert` stays
 * true. `labels` are set on an execution that breaks it, whatever `behavior` says.
 */
export type Sla = {
  readonly id: string
  readonly behavior: (typeof SLA_BEHAVIORS)[number]
  readonly labels: readonly Label[]
} & (
  | { readonly type: 'MAX_DURATION'; readonly durationMs: number }
  | { readonly type: 'EXECUTION_ASSERTION'; readonly assert: string }
)

export const CHECK_STYLES = ['ERROR', 'SUCCESS', 'WARNING', 'INFO'] as const

/** From the most to the least restrictive: of several failing checks the first of these wins. */
export const CHECK_BEHAVIORS = ['BLOCK_EXECUTION', 'FAIL_EXECUTION', 'CREATE_EXECUTION'] as const
export type CheckBehavior = (typeof CHECK_BEHAVIORS)[number]

/** A condition that is looked at before an execution is created; when it is false, `message` is shown and `behavior` applies. */
export interface CreationCheck {
  /** A template; anything but a text that is true by the rules of `runIf` counts as false. */
  readonly condition: string
  readonly message: string
  readonly style: (typeof CHECK_STYLES)[number]
  readonly behavior: CheckBehavior
}

/** Tasks that run after an execution has ended, when all `conditions` hold (engine.md 3.10; deprecated). */
export interface Listener {
  readonly description?: string
  /** As written: maps with the `type` of a condition and its properties. */
  readonly conditions: readonly ValueMap[]
  readonly tasks: readonly Task[]
}

/** Values that tasks and triggers of a type get without writing them (engine.md 1.5). */
export interface PluginDefault {
  /** A type, an alias, or what types start with. */
  readonly type: string
  /** True when the default wins over what a task says. */
  readonly forced: boolean
  readonly values: Readonly<Record<string, Value>>
}
