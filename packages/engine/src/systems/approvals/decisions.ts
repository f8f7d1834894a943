import {
  AppError,
  type ApprovalRequest,
  type ApprovalStore,
  type Clock,
  type DecisionInput,
  decide,
  type ExecutionStore,
  type Hasher,
  invariant,
  type StoredAnswer,
} from '@countersign/core'
import type { Answer, AnswerGiven, Caller } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import type { InputResolver } from '../executions/input-resolver.ts'
import { type Proposal, postAndWait } from '../executions/letter.ts'
import { answerHash } from './answer-hash.ts'
import { findRequest, openRequestOf } from './find-request.ts'
import { settledProposal } from './settled-proposal.ts'

/** Takes answers of people, through whatever door they come. */
export interface Decisions {
  /** See `EngineClient.decide`. */
  decide(caller: Caller, answer: Answer): Promise<AnswerGiven>
}

interface DecisionsOptions {
  readonly approvals: ApprovalStore
  readonly executions: Pick<ExecutionStore, 'find'>
  readonly hosts: Hosts
  readonly committer: Committer
  readonly inputs: InputResolver
  readonly hasher: Hasher
  readonly clock: Clock
}

type Outcome = { readonly given: AnswerGiven } | { readonly error: AppError }

interface Proposed {
  readonly proposal: Proposal
  /** What the person is told once the proposal is durable. */
  readonly outcome: Outcome
}

/** An answer on its way. */
interface Attempt {
  readonly caller: Caller
  readonly answer: Answer
  readonly hash: string
  /** The request that was found at the door. */
  readonly found: ApprovalRequest
}

/**
 * Every answer goes through the mailbox of its execution: one after another, so that of many at once exactly one wins and
 * the others learn by whom and when. The settled request, the stored answer, the audit event and the turn that goes on are
 * one commit, behind guards on the versions of the request and of the execution.
 */
export function createDecisions(options: DecisionsOptions): Decisions {
  const { approvals, hosts, committer, hasher, clock, inputs } = options

  /** The first answer under the same key, or null when there is none. @throws AppError IDEMPOTENCY_KEY_REUSED */
  async function replayed({ caller, answer, hash, found }: Attempt): Promise<AnswerGiven | null> {
    if (answer.idempotencyKey === undefined) return null
    for (const request of await keyHolders(caller, answer, found)) {
      const stored = await approvals.answer(request.id, answer.idempotencyKey)
      if (stored === null) continue
      if (stored.answerHash === hash) return { request, replayed: true }
      const text = `The idempotency key \`${answer.idempotencyKey}\` was used with another answer to request ${request.id}; use a new key for a new answer`
      throw new AppError('IDEMPOTENCY_KEY_REUSED', text)
    }
    return null
  }

  /** Whoever addresses an execution may repeat an answer after the next request was opened: the key tells which one it was. */
  async function keyHolders(
    caller: Caller,
    answer: Answer,
    found: ApprovalRequest,
  ): Promise<readonly ApprovalRequest[]> {
    return 'requestId' in answer.address ? [found] : approvals.ofExecution(caller.tenant, found.executionId)
  }

  function decisionInput({ caller, answer }: Attempt, form: DecisionInput['form']): DecisionInput {
    const { outcome, comment, ifVersion } = answer
    return {
      actor: caller.actor,
      origin: caller.origin,
      at: clock.now(),
      form,
      ...(outcome === undefined ? {} : { outcome }),
      ...(comment === undefined ? {} : { comment }),
      ...(ifVersion === undefined ? {} : { ifVersion }),
    }
  }

  /** A late answer changes nothing but the audit log. */
  async function refuseLate(attempt: Attempt, request: ApprovalRequest): Promise<never> {
    const decision = decide(request, decisionInput(attempt, null))
    invariant(decision.kind === 'refused', `an answer to the settled request ${request.id} was taken`)
    await committer.commit({ guards: [], writes: [], audit: [decision.audit] })
    throw decision.error
  }

  /** Called in the turn of the execution, with its state as it is then. */
  async function propose(attempt: Attempt, hot: HotExecution): Promise<Proposed> {
    const { answer, caller, hash, found } = attempt
    const again = await replayed(attempt)
    if (again !== null) return { proposal: { events: [] }, outcome: { given: again } }
    const open = openRequestOf(hot, answer.address, found)
    const request = open ?? (await approvals.find(caller.tenant, found.id)) ?? found
    const form =
      answer.inputs === null || open === undefined ? null : await inputs.ofRequest(request, hot, answer.inputs)
    const decision = decide(request, decisionInput(attempt, form))
    if (decision.kind === 'refused') {
      return { proposal: { events: [], audit: [decision.audit] }, outcome: { error: decision.error } }
    }
    const stored =
      answer.idempotencyKey === undefined ? null : storedAnswer(request, answer.idempotencyKey, hash, caller)
    return {
      proposal: settledProposal(request, decision, { answer: stored }),
      outcome: { given: { request: decision.request, replayed: false } },
    }
  }

  function storedAnswer(request: ApprovalRequest, key: string, hash: string, caller: Caller): StoredAnswer {
    return {
      tenant: request.tenant,
      requestId: request.id,
      idempotencyKey: key,
      answerHash: hash,
      at: clock.now(),
      actorId: caller.actor.id,
    }
  }

  return {
    async decide(caller, answer) {
      const found = await findRequest(options, caller.tenant, answer.address)
      const attempt: Attempt = { caller, answer, hash: answerHash(hasher, caller, answer), found }
      const again = await replayed(attempt)
      if (again !== null) return again
      if (found.settlement !== null) return refuseLate(attempt, found)
      const outcome = await postAndWait(hosts, found.executionId, (hot) => propose(attempt, hot))
      if ('error' in outcome) throw outcome.error
      return outcome.given
    },
  }
}
