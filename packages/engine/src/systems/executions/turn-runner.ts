import {
  type Advance,
  advance,
  type ExecutionEvent,
  type HostAnswer,
  type HostQuestion,
  invariant,
  type Turn,
} from '@countersign/core'
import type { SecretMasker } from '../answers/secret-masker.ts'
import type { Committer } from '../commit/committer.ts'
import type { StateChanges } from '../triggers/state-changes.ts'
import type { HotExecution } from './hot-execution.ts'
import type { Letter, Proposal } from './letter.ts'
import { maskAdvance } from './mask-advance.ts'
import { turnUnit } from './turn-writes.ts'

/** What a turn starts from. */
interface TurnInput {
  readonly hot: HotExecution
  readonly letters: readonly Letter[]
  /** True when the turn begins with `continue` whatever the letters say. */
  readonly goOn: boolean
  readonly answers: ReadonlyMap<string, HostAnswer>
}

/** What came of a turn that was written. */
export interface TurnOutcome {
  readonly kind: 'written'
  readonly questions: readonly HostQuestion[]
  readonly more: boolean
  /** True when any row changed: answers of earlier attempts are then no longer needed. */
  readonly progressed: boolean
}

/** One turn of one execution: open letters, decide, write. */
export interface TurnRunner {
  /**
   * Resolves once the turn is durable, or `stale` with nothing done. Rejects with what the store rejected with.
   * Letters that are refused while they are opened are told at once; the others once the turn is written.
   */
  take(input: TurnInput): Promise<TurnOutcome | { readonly kind: 'stale' }>
}

interface TurnRunnerOptions {
  readonly committer: Committer
  readonly masker: SecretMasker
  readonly stateChanges: StateChanges
  /** The turn's view of the world outside, with these answers. */
  readonly turnWith: (answers: ReadonlyMap<string, HostAnswer>) => Turn
}

interface OpenedLetter {
  readonly letter: Letter
  readonly proposal: Proposal
}

export function createTurnRunner({ committer, masker, stateChanges, turnWith }: TurnRunnerOptions): TurnRunner {
  return {
    async take({ hot, letters, goOn, answers }) {
      const opened = await openAll(letters, hot)
      const decided = decideTurn(hot, opened, goOn, answers, turnWith)
      const masked = decided === null ? null : maskAdvance(decided, masker, hot)
      const proposals = opened.map((one) => one.proposal)
      const unit = turnUnit(hot.execution, masked, proposals, stateChanges)
      if (unit !== null) {
        const outcome = await committer.commit(unit, () => {
          hot.apply(unit.writes)
          for (const proposal of proposals) proposal.committed?.()
        })
        if (outcome === 'stale') return { kind: 'stale' }
      }
      for (const { letter } of opened) letter.delivered()
      return {
        kind: 'written',
        questions: masked?.questions ?? [],
        more: masked?.more ?? false,
        progressed: unit !== null,
      }
    },
  }
}

async function openAll(letters: readonly Letter[], hot: HotExecution): Promise<readonly OpenedLetter[]> {
  const opened: OpenedLetter[] = []
  for (const letter of letters) {
    try {
      opened.push({ letter, proposal: await letter.open(hot) })
    } catch (error) {
      letter.failed(error)
    }
  }
  return opened
}

/** Null when nothing happened to the execution itself. */
function decideTurn(
  hot: HotExecution,
  opened: readonly OpenedLetter[],
  goOn: boolean,
  answers: ReadonlyMap<string, HostAnswer>,
  turnWith: TurnRunnerOptions['turnWith'],
): Advance | null {
  const events: ExecutionEvent[] = opened.flatMap((one) => [...one.proposal.events])
  // Whatever else happens, what an earlier turn left undone must not be forgotten: the row says that it is there.
  if (goOn || (events.length > 0 && hot.execution.unfinishedTurn)) events.push({ kind: 'continue' })
  if (events.length === 0) return null
  const decided = advance(hot.plan, hot, events, turnWith(answers))
  for (const question of decided.questions) {
    invariant(!answers.has(question.key), `question ${question.kind} was asked again although it was answered`)
  }
  return decided
}
