import type { AuditVerification } from '@countersign/contract'
import { type AuditStore, type ChainHead, createChainVerifier, type Hasher } from '@countersign/core'

const CHUNK = 500

/** Checks the whole chain of a tenant, and that it ends where the database says it does. */
export async function verifyAudit(audit: AuditStore, tenant: string, hasher: Hasher): Promise<AuditVerification> {
  const head = await audit.head(tenant)
  const verifier = createChainVerifier(hasher)
  for (;;) {
    const events = await audit.read(tenant, verifier.head().seq, CHUNK)
    for (const event of events) {
      const broken = verifier.check(event)
      if (broken !== null) return result(verifier.head(), { seq: broken.seq, reason: broken.message })
    }
    if (events.length < CHUNK) break
  }
  const end = verifier.head()
  // Events that were written meanwhile make the chain longer than the head that was read first, never shorter.
  if (end.seq < head.seq) {
    const reason = `event ${end.seq + 1}: the chain ends before it, and should go on to event ${head.seq}`
    return result(end, { seq: end.seq + 1, reason })
  }
  return result(end, null)
}

function result({ seq, hash }: ChainHead, firstBroken: AuditVerification['firstBroken']): AuditVerification {
  // With one writer events are sealed as they are written: nothing waits at the tail.
  return { valid: firstBroken === null, events: seq, unsealed: 0, headHash: seq === 0 ? null : hash, firstBroken }
}
