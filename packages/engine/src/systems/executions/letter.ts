import { type AuditDraft, type ExecutionEvent, type Guard, invariant, type Write } from '@countersign/core'
import type { Hosts } from './hosts.ts'
import type { HotExecution } from './hot-execution.ts'

/** What a letter asks of an execution as it stands: events for the next turn, and rows that are written with it. */
export interface Proposal {
  readonly events: readonly ExecutionEvent[]
  readonly guards?: readonly Guard[]
  readonly writes?: readonly Write[]
  readonly audit?: readonly AuditDraft[]
  /** Called once all of it is durable, before its effects go out. */
  readonly committed?: () => void
}

/**
 * Something for an execution, waiting in its mailbox. It is opened when its turn comes, against the state of that moment,
 * and again against the reloaded state when the commit was stale.
 */
export interface Letter {
  /** True for kills: they go before everything else, of this execution and of others. */
  readonly urgent: boolean
  /**
   * True for news: it may share a turn with its neighbours, and is kept and tried again when the database refuses the turn.
   * False for calls, such as the answer of a person: they have a turn of their own, and whoever waits is told of a failure.
   */
  readonly shared: boolean
  /** Throws an `AppError` to refuse: the letter is then done with, and `failed` is told. */
  open(hot: HotExecution): Proposal | Promise<Proposal>
  /** Everything that it asked for is durable. */
  delivered(): void
  /** It was refused, its execution does not exist, or the engine stops. */
  failed(error: unknown): void
}

/** A letter that carries one event and, with it, writes such as taking the row away that announced it. */
export function eventLetter(
  event: ExecutionEvent,
  options: {
    readonly writes?: readonly Write[]
    readonly urgent?: boolean
    readonly delivered?: () => void
    readonly failed?: (error: unknown) => void
  } = {},
): Letter {
  const { writes = [], urgent = false, delivered = () => {}, failed = () => {} } = options
  return { urgent, shared: true, open: () => ({ events: [event], writes }), delivered, failed }
}

/**
 * Puts a question of somebody who waits into the mailbox of an execution. Resolves with `outcome` of the proposal that was
 * written (the letter is opened again when a commit was stale); rejects when the letter is refused.
 */
export function postAndWait<T>(
  hosts: Pick<Hosts, 'post'>,
  executionId: string,
  propose: (hot: HotExecution) => Promise<{ readonly proposal: Proposal; readonly outcome: T }>,
  options: { readonly urgent?: boolean } = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    let last: { readonly outcome: T } | null = null
    hosts.post(executionId, {
      urgent: options.urgent ?? false,
      shared: false,
      async open(hot) {
        const { proposal, outcome } = await propose(hot)
        last = { outcome }
        return proposal
      },
      delivered() {
        invariant(last, 'a letter was delivered without having been opened')
        resolve(last.outcome)
      },
      failed: reject,
    })
  })
}
