import {
  type Clock,
  type ExecutionStore,
  type Ids,
  type InboxMessage,
  type InboxNews,
  isAppError,
  type Logger,
  type Write,
} from '@countersign/core'
import type { Committer } from '../commit/committer.ts'
import type { ChildOutputs } from './child-outputs.ts'
import type { Hosts } from './hosts.ts'
import type { HotExecution } from './hot-execution.ts'
import type { Letter, Proposal } from './letter.ts'

/** Brings messages that are rows to the execution that they are for. */
export interface Inbox {
  /** Delivers a committed message; one that is on its way already is not delivered twice. */
  deliver(message: InboxMessage): void
}

interface InboxOptions {
  readonly hosts: Hosts
  readonly committer: Committer
  readonly kills: KillMessages
  readonly childOutputs: ChildOutputs
  readonly logger: Logger
}

/** The row goes in the commit of the turn that takes the message, or at once when there is nobody to take it. */
export function createInbox({ hosts, committer, kills, childOutputs, logger }: InboxOptions): Inbox {
  const onTheirWay = new Set<string>()

  function letterFor(message: InboxMessage): Letter {
    const taken: Write = { kind: 'inbox-remove', id: message.id }
    const forget = () => onTheirWay.delete(message.id)
    const failed = (error: unknown) => {
      forget()
      if (!isAppError(error) || error.code !== 'EXECUTION_NOT_FOUND') return
      committer.commit({ guards: [], writes: [taken], audit: [] }).catch((reason: unknown) => {
        logger.warn('A message to an execution that is gone could not be removed', { error: reason })
      })
    }
    const { news } = message
    if (news.kind !== 'kill') {
      return {
        urgent: false,
        shared: true,
        open: async (hot) => ({ events: [await childOutputs(hot, news)], writes: [taken] }),
        delivered: forget,
        failed,
      }
    }
    return {
      urgent: true,
      shared: true,
      open: (hot) => kills.proposal(hot, news, { cascade: true, writes: [taken] }),
      delivered: forget,
      failed,
    }
  }

  return {
    deliver(message) {
      if (onTheirWay.has(message.id)) return
      onTheirWay.add(message.id)
      hosts.post(message.executionId, letterFor(message))
    },
  }
}

type KillNews = Extract<InboxNews, { kind: 'kill' }>

/** Kills with what they set in motion: the children of the killed execution get the same message, in the same commit. */
export interface KillMessages {
  proposal(
    hot: HotExecution,
    kill: KillNews,
    options: { readonly cascade: boolean; readonly writes?: readonly Write[] },
  ): Promise<Proposal>
}

interface KillMessagesOptions {
  readonly executions: Pick<ExecutionStore, 'liveChildren'>
  readonly clock: Clock
  readonly ids: Ids
}

export function createKillMessages({ executions, clock, ids }: KillMessagesOptions): KillMessages {
  return {
    async proposal(hot, kill, { cascade, writes = [] }) {
      const { execution } = hot
      const children = cascade ? await executions.liveChildren(execution.id) : []
      const messages = children.map((executionId): Write => {
        const row: InboxMessage = { tenant: execution.tenant, id: ids.next(), executionId, at: clock.now(), news: kill }
        return { kind: 'inbox-add', row }
      })
      return { events: [kill], writes: [...writes, ...messages] }
    },
  }
}
