/** What the outside knows for certain: calls that were answered. Whatever is in here must be true for ever. */
export type Ledger = {
  /** Executions whose creation was acknowledged, by id. */
  readonly created: Map<string, { readonly flowId: string }>
  /** The acknowledged answer of each request. */
  readonly decided: Map<string, { readonly executionId: string; readonly answer: string }>
  /** Answers that got no reply: sent again, with the same key, until they do. */
  readonly unsure: Map<string, Answer>
  /** Anything that must never happen, in words. */
  readonly faults: string[]
  readonly counts: { kills: number; refusedAsLate: number; replayed: number; downtimesMs: number[] }
}

export type Answer = {
  readonly requestId: string
  readonly executionId: string
  readonly answer: string
  readonly key: string
}

export function createLedger(): Ledger {
  return {
    created: new Map(),
    decided: new Map(),
    unsure: new Map(),
    faults: [],
    counts: { kills: 0, refusedAsLate: 0, replayed: 0, downtimesMs: [] },
  }
}

/** Writes down the reply to an answer, and notices what contradicts an earlier one. */
export function recordDecision(
  ledger: Ledger,
  given: Answer,
  reply: { readonly status: number; readonly body: unknown } | null,
): void {
  if (reply === null || reply.status >= 500) {
    ledger.unsure.set(given.key, given)
    return
  }
  ledger.unsure.delete(given.key)
  if (reply.status === 409) {
    ledger.counts.refusedAsLate += 1
    return
  }
  if (reply.status !== 200) {
    ledger.faults.push(`answer ${given.key} got ${reply.status}: ${JSON.stringify(reply.body)}`)
    return
  }
  // The contract of POST /approvals/{id}/decisions.
  if ((reply.body as { readonly replayed: boolean }).replayed) ledger.counts.replayed += 1
  const before = ledger.decided.get(given.requestId)
  if (before !== undefined && before.answer !== given.answer) {
    ledger.faults.push(`request ${given.requestId} acknowledged two answers: ${before.answer} and ${given.answer}`)
  }
  ledger.decided.set(given.requestId, { executionId: given.executionId, answer: given.answer })
}
