import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { AuditDraft } from '../audit/event.ts'
import { TEST_START } from '../testing/test-clock.ts'
import { decide, expire } from './decide.ts'
import { answerWith, BOB, openRequestWith } from './request.testsuite.ts'
import type { ApprovalRequest } from './request.ts'
import { withdrawRequest } from './withdraw.ts'

/** What a contender wants to write: the request as it would be, or nothing but an audit event. */
interface Proposal {
  readonly request: ApprovalRequest | null
  readonly audit: Pick<AuditDraft, 'action'> | null
}

type Contender = 'answer' | 'wrong answer' | 'deadline' | 'kill'

/** Decides as things were when the contender looked; a kill looks for open requests only. */
function propose(contender: Contender, seen: ApprovalRequest, at: number): Proposal {
  if (contender === 'deadline') {
    const expired = expire(seen, at)
    return { request: expired?.request ?? null, audit: expired?.audit ?? null }
  }
  if (contender === 'kill') {
    if (seen.status !== 'OPEN') return { request: null, audit: null }
    return withdrawRequest(seen, { actor: BOB, origin: { door: 'api' }, at })
  }
  const outcome = contender === 'answer' ? {} : { outcome: 'perhaps' }
  const decision = decide(seen, answerWith({ at, ...outcome }))
  return { request: decision.kind === 'settled' ? decision.request : null, audit: decision.audit }
}

/** A row that takes a write only from whoever saw its newest version; the others look again. */
function contend(contenders: readonly Contender[], order: readonly number[]) {
  let row = openRequestWith({ dueAt: TEST_START, onDeadline: 'FAIL' })
  const audit: string[] = []
  const settlements: ApprovalRequest[] = []
  // Everybody looks at the same moment; then their writes arrive in some order.
  let waiting = contenders.map((contender, index) => ({ contender, seen: row, turn: order[index] ?? 0 }))
  while (waiting.length > 0) {
    const [first, ...others] = waiting.toSorted((a, b) => a.turn - b.turn)
    if (first === undefined) break
    const proposal = propose(first.contender, first.seen, TEST_START + 1)
    const stale = proposal.request !== null && first.seen.version !== row.version
    if (stale) {
      waiting = [...others, { ...first, seen: row }]
      continue
    }
    if (proposal.request !== null) {
      row = proposal.request
      settlements.push(row)
    }
    if (proposal.audit !== null) audit.push(proposal.audit.action)
    waiting = others
  }
  return { row, audit, settlements }
}

const contender: fc.Arbitrary<Contender> = fc.constantFrom('answer', 'wrong answer', 'deadline', 'kill')

it('of many who answer, expire and withdraw one request at once exactly one settles it', () => {
  fc.assert(
    fc.property(
      fc.array(contender, { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(100), { minLength: 12, maxLength: 12 }),
      (contenders, order) => {
        const { row, audit, settlements } = contend(contenders, order)
        const serious = contenders.filter((one) => one !== 'wrong answer')
        expect(settlements).toHaveLength(serious.length > 0 ? 1 : 0)
        expect(row.version).toBe(serious.length > 0 ? 5 : 4)
        const winners = audit.filter((action) => /decided|expired|withdrawn/.test(action))
        expect(winners).toHaveLength(settlements.length)
        // Each person's answer is audited once, whether it won, was wrong or came too late.
        const answers = contenders.filter((one) => one === 'answer' || one === 'wrong answer').length
        expect(audit.filter((action) => /decided|refused|late/.test(action))).toHaveLength(answers)
      },
    ),
  )
})
