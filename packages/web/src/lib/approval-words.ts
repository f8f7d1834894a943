import type { ApprovalDetail, ApprovalSummary, InputDeclaration } from '@countersign/contract'
import type { StateTone } from './state-look.ts'

/** What became of a request, in the words and the colour in which it is told everywhere. */
export interface Verdict {
  /** A verb in the past: "approved", "rejected", "answered". */
  readonly verb: string
  readonly word: string
  readonly tone: StateTone
}

/**
 * What was decided. Where the form's only yes-or-no field is the question, its answer is the verdict: a plain Pause has a
 * single outcome whatever people say. Null while the request is open.
 */
export function verdictOf(request: ApprovalSummary | ApprovalDetail): Verdict | null {
  switch (request.status) {
    case 'OPEN':
    case 'INFO_WAIT':
      return null
    case 'EXPIRED':
      return { verb: 'let expire', word: 'Expired', tone: 'warning' }
    case 'WITHDRAWN':
      return { verb: 'withdrew', word: 'Withdrawn', tone: 'ended' }
    case 'VOIDED':
      return { verb: 'voided', word: 'Voided', tone: 'ended' }
    case 'BROKEN_GLASS':
      return { verb: 'overrode', word: 'Overridden', tone: 'warning' }
    case 'SETTLED':
      return settledVerdict(request)
  }
}

const APPROVED: Verdict = { verb: 'approved', word: 'Approved', tone: 'success' }
const REJECTED: Verdict = { verb: 'rejected', word: 'Rejected', tone: 'failed' }

function settledVerdict(request: ApprovalSummary | ApprovalDetail): Verdict {
  const outcome = request.outcomes.find(({ id }) => id === request.settled?.outcome)
  if (request.outcomes.length <= 1) {
    const inputs = request.settled?.inputs ?? null
    const answer = 'form' in request ? soleYesNoAnswer(request.form, inputs) : soleYesNoValue(inputs)
    if (answer !== null) return answer ? APPROVED : REJECTED
    return { verb: 'answered', word: 'Answered', tone: 'success' }
  }
  switch (outcome?.kind) {
    case 'APPROVE':
      return APPROVED
    case 'REJECT':
      return REJECTED
    case 'REVISE':
      return { verb: 'sent back', word: 'Sent back', tone: 'warning' }
    case 'INFO':
    case undefined:
      return { verb: 'answered', word: 'Answered', tone: 'success' }
  }
}

/** The answer to the only yes-or-no field of a form; null when there is none, or more than one, or no answer. */
function soleYesNoAnswer(
  form: readonly InputDeclaration[],
  inputs: Readonly<Record<string, unknown>> | null,
): boolean | null {
  const [question, ...others] = form.filter(({ type }) => type === 'BOOLEAN' || type === 'BOOL')
  if (question === undefined || others.length > 0 || inputs === null) return null
  const value = readPath(inputs, question.id)
  return typeof value === 'boolean' ? value : null
}

/** As `soleYesNoAnswer`, for a list that carries no form: the only boolean among the values. */
function soleYesNoValue(inputs: Readonly<Record<string, unknown>> | null): boolean | null {
  const [answer, ...others] = Object.values(inputs ?? {}).filter((value) => typeof value === 'boolean')
  return answer === undefined || others.length > 0 ? null : answer
}

/** Reads a member by an input id, whose dots nest (`request.approved`). */
export function readPath(map: Readonly<Record<string, unknown>>, id: string): unknown {
  if (Object.hasOwn(map, id)) return map[id]
  let value: unknown = map
  for (const part of id.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Object.entries(value).find(([key]) => key === part)?.[1]
  }
  return value
}
