import type { ApprovalDetail, ApprovalSummary } from '@countersign/contract'
import { verdictOf } from '../../../lib/approval-words.ts'

/** How a settled request is told: a sentence without its time (that follows, live), and what else is worth knowing. */
export interface SettledWords {
  readonly sentence: string
  readonly note: string | null
}

/**
 * Says who decided and what: "Ana Lima approved this", "You rejected this". What no person decided says what did. `myId` is
 * the reader's id; null when it is not known. Null while the request is open.
 */
export function settledWords(request: ApprovalSummary | ApprovalDetail, myId: string | null): SettledWords | null {
  const verdict = verdictOf(request)
  const settled = request.settled
  if (verdict === null) return null
  if (settled === null) return { sentence: `This request is settled: ${verdict.word.toLowerCase()}`, note: null }
  const { by, channel } = settled
  const who = by.id === myId ? 'You' : by.name
  if (request.status === 'EXPIRED' || (by.kind === 'system' && channel === 'timer')) {
    return { sentence: 'The deadline passed', note: 'Nobody had decided until then.' }
  }
  if (request.status === 'WITHDRAWN') {
    const sentence = by.kind === 'system' ? 'The execution ended' : `${who} ended the execution`
    return { sentence, note: 'Nothing was decided.' }
  }
  return { sentence: `${who} ${verdict.verb} this`, note: noteOf(by.kind, channel) }
}

function noteOf(kind: 'user' | 'service' | 'trigger' | 'system', channel: string): string | null {
  if (kind === 'service') return 'A service account, not a person, gave this answer.'
  if (channel === 'flow') return 'Another flow gave this answer.'
  if (channel === 'api') return 'The answer came through the API.'
  if (channel === 'cli') return 'The answer came from the command line.'
  return null
}
