import type { Actor, Origin } from '../audit/event.ts'
import type { ValueMap } from '../json/value.ts'
import type { State } from './state.ts'

/**
 * News for an execution from elsewhere, kept as a row until the turn that took it is committed, so that no crash loses it:
 * the end of a child, or a kill that cascades.
 */
export interface InboxMessage {
  readonly tenant: string
  readonly id: string
  readonly executionId: string
  readonly at: number
  readonly news: InboxNews
}

export type InboxNews =
  | {
      readonly kind: 'child-ended'
      readonly taskRunId: string
      readonly childId: string
      /** When it was begun in the place of others that were RETRIED: the first of those. */
      readonly originalId?: string
      readonly state: State
      readonly outputs: ValueMap | null
    }
  | { readonly kind: 'kill'; readonly actor: Actor; readonly origin: Origin }
