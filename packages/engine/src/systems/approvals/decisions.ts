import {
  AppError,
  type ApprovalRequest,
  type ApprovalStore,
  type AuditDraft,
  type Clock,
  type DecisionInput,
  decide,
  type FileStorage,
  type Hasher,
  invariant,
  type ResolvedInputs,
  type StoredAnswer,
} from '@countersign/core'
import type { Answer, AnswerGiven, Caller } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import type { InputResolver } from '../executions/input-resolver.ts'
import { type Proposal, postAndWait } from '../executions/letter.ts'
import { placeOfAnswer, type StoredUploads, storeUploads, type UploadPlace } from '../files/uploads.ts'
import type { Limiter } from '../limiter.ts'
import { answerHash } from './answer-hash.ts'
import { assertTenant, openRequestOf, requestNotFound, settledRequestOf } from './find-request.ts'
import { settledProposal } from './settled-proposal.ts'

/** Takes answers of people, through whatever door they come. */
export interface Decisions {
  /** See `EngineClient.decide`. `also` is what the audit log says besides when the answer is taken. */
  decide(caller: Caller, answer: Answer, also?: readonly AuditDraft[]): Promise<AnswerGiven>
}

interface DecisionsOptions {
  readonly approvals: ApprovalStore
  readonly hosts: Hosts
  readonly committer: Committer
  readonly inputs: InputResolver
  readonly files: FileStorage
  readonly hasher: Hasher
  readonly clock: Clock
  readonly reads: Limiter
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
  readonly also: readonly AuditDraft[]
  /** Files of the form that were stored for this answer. */
  uploads?: StoredUploads
}

/**
 * Every answer goes through the mailbox of its execution: one after another, so that of many at once exactly one wins and
 * the others learn by whom and when. The settled request, the stored answer, the audit event and the turn that goes on are
 * one commit, behind guards on the versions of the request and of the execution.
 */
export function createDecisions(options: DecisionsOptions): Decisions {
  const { approvals, hosts, committer, hasher, clock, inputs, files, reads } = options

  /** The first answer under the same key to one of `requests`; null when there is none. @throws AppError IDEMPOTENCY_KEY_REUSED */
  async function replayed(
    { answer, hash }: Attempt,
    requests: () => Promise<readonly ApprovalRequest[]>,
  ): Promise<AnswerGiven | null> {
    if (answer.idempotencyKey === undefined) return null
    for (const request of await requests()) {
      const stored = await approvals.answer(request.id, answer.idempotencyKey)
      if (stored === null) continue
      if (stored.answerHash === hash) return { request, replayed: true }
      const text = `The idempotency key \`${answer.idempotencyKey}\` was used with another answer to request ${request.id}; use a new key for a new answer`
      throw new AppError('IDEMPOTENCY_KEY_REUSED', text)
    }
    return null
  }

  /** An answer to a request that is settled changes nothing but the audit log. */
  async function answerLate(attempt: Attempt, request: ApprovalRequest): Promise<AnswerGiven> {
    const again = await replayed(attempt, async () => [request])
    if (again !== null) return again
    const decision = decide(request, decisionInput(attempt, clock.now(), null))
    invariant(decision.kind === 'refused', `an answer to the settled request ${request.id} was taken`)
    await committer.commit({ guards: [], writes: [], audit: [decision.audit] })
    throw decision.error
  }

  /** Called in the turn of the execution, with its state as it is then. */
  async function propose(attempt: Attempt, hot: HotExecution): Promise<Proposed> {
    const { answer, caller, hash, also } = attempt
    const { tenant, id } = hot.execution
    assertTenant(hot, caller.tenant, id)
    // An answer that named its execution may be repeated after the next request was opened: any of them may hold the key.
    const again = await replayed(attempt, () => approvals.ofExecution(tenant, id))
    if (again !== null) return { proposal: { events: [] }, outcome: { given: again } }
    const open = openRequestOf(hot, answer.address)
    const request = open ?? (await settledRequestOf(approvals, hot, answer.address))
    const place = placeOfAnswer(request, hot.execution, `${request.id}-${hash.slice(0, 16)}`)
    const form = open === undefined ? null : await formOf(answer, open, hot, place)
    const decision = decide(request, decisionInput(attempt, clock.now(), form))
    if (decision.kind === 'refused') {
      // They were stored when it still seemed to be taken.
      await attempt.uploads?.discard()
      return { proposal: { events: [], audit: [decision.audit] }, outcome: { error: decision.error } }
    }
    if (form !== null && answer.inputs !== null) {
      attempt.uploads = await storeUploads(files, tenant, answer.inputs, form, place)
    }
    const key = answer.idempotencyKey
    const stored = key === undefined ? null : storedAnswer(request, key, hash, caller, clock.now())
    return {
      proposal: settledProposal(request, decision, { answer: stored, also }),
      outcome: { given: { request: decision.request, replayed: false } },
    }
  }

  async function formOf(
    answer: Answer,
    request: ApprovalRequest,
    hot: HotExecution,
    place: UploadPlace,
  ): Promise<ResolvedInputs | null> {
    if (answer.untyped !== undefined) return { reports: [], warnings: [], ...inputs.untyped(request, answer.untyped) }
    return answer.inputs === null ? null : inputs.ofRequest(request, hot, answer.inputs, place)
  }

  return {
    async decide(caller, answer, also = []) {
      const attempt: Attempt = { caller, answer, also, hash: answerHash(hasher, caller, answer) }
      const { address } = answer
      let executionId: string
      if ('requestId' in address) {
        const found = await reads.run(() => approvals.find(caller.tenant, address.requestId))
        if (found === null) throw requestNotFound(address.requestId)
        // A settled request outlives its execution.
        if (found.settlement !== null) return answerLate(attempt, found)
        executionId = found.executionId
      } else executionId = address.executionId
      const outcome = await postAndWait(hosts, executionId, (hot) => propose(attempt, hot)).catch(
        async (error: unknown) => {
          await attempt.uploads?.discard()
          throw error
        },
      )
      if ('error' in outcome) throw outcome.error
      return outcome.given
    },
  }
}

function decisionInput({ caller, answer }: Attempt, at: number, form: DecisionInput['form']): DecisionInput {
  const { outcome, comment, ifVersion } = answer
  return {
    actor: caller.actor,
    origin: caller.origin,
    at,
    form,
    ...(outcome === undefined ? {} : { outcome }),
    ...(comment === undefined ? {} : { comment }),
    ...(ifVersion === undefined ? {} : { ifVersion }),
  }
}

function storedAnswer(
  request: ApprovalRequest,
  idempotencyKey: string,
  answerHash: string,
  caller: Caller,
  at: number,
): StoredAnswer {
  return { tenant: request.tenant, requestId: request.id, idempotencyKey, answerHash, at, actorId: caller.actor.id }
}
