import { finalState } from '../final-state.ts'
import { isTerminated, type State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'

/**
 * How the batches of a ForEachItem are doing: a text with one letter for each, so that a row says it in few bytes. `.` is a batch
 * without an execution yet, `R` one whose execution goes on, `X` one that got none; the others are final states.
 */
const NONE = '.'
const RUNNING = 'R'
const REFUSED = 'X'

const FINAL = {
  S: 'SUCCESS',
  W: 'WARNING',
  F: 'FAILED',
  K: 'KILLED',
  C: 'CANCELLED',
  D: 'RETRIED',
  P: 'SKIPPED',
} as const satisfies Record<string, State>

/** What can be said of one batch. */
type BatchState = 'NONE' | 'RUNNING' | 'REFUSED' | State

/** Batches of which none has begun. */
export function newBatches(count: number): string {
  return NONE.repeat(count)
}

export function batchAt(batches: string, index: number): BatchState {
  const letter = batches.charAt(index)
  if (letter === RUNNING) return 'RUNNING'
  if (letter === REFUSED) return 'REFUSED'
  return (FINAL as Readonly<Record<string, State>>)[letter] ?? 'NONE'
}

export function withBatch(batches: string, index: number, state: BatchState): string {
  return batches.slice(0, index) + letterOf(state) + batches.slice(index + 1)
}

/** The first batch from `from` on that has no execution yet; null when there is none. */
export function nextBatch(batches: string, from: number): number | null {
  const found = batches.indexOf(NONE, from)
  return found < 0 ? null : found
}

/** As they are for another try: those that went well stay, all others begin anew. */
export function failedBatchesAgain(batches: string): string {
  return [...batches].map((letter) => (KEPT.has(letter) ? letter : NONE)).join('')
}

/** Kestra restarts failed and killed executions and leaves the others. */
const KEPT: ReadonlySet<string> = new Set(['S', 'W', 'C', 'D', 'P'])

/** True when some batch could not get its execution. */
export function isAnyRefused(batches: string): boolean {
  return batches.includes(REFUSED)
}

export function isAnyRunning(batches: string): boolean {
  return batches.includes(RUNNING)
}

/** How many executions are in each state, as the output `iterations` has it (observed: fei-failed). */
export function iterationCounts(batches: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { CREATED: 0, RUNNING: 0 }
  for (let index = 0; index < batches.length; index += 1) {
    const state = batchAt(batches, index)
    const name = state === 'NONE' ? 'CREATED' : state === 'REFUSED' ? 'FAILED' : state
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

/** What all batches together stand for: the worst of failed, killed and warned, when failures are passed on. */
export function stateOfBatches(batches: string, transmitFailed: boolean): State {
  if (isAnyRefused(batches)) return 'FAILED'
  if (!transmitFailed) return 'SUCCESS'
  const { FAILED = 0, ...others } = iterationCounts(batches)
  return FAILED > 0 ? 'FAILED' : finalState(others)
}

/**
 * The id of the execution for a batch. It follows from the task run, so that starting it again after a crash makes no second one, and
 * whoever ends can be told apart. `round` keeps the executions of an earlier try apart from those of a later one.
 */
export function batchChildId({ id, progress }: Pick<TaskRun, 'id' | 'progress'>, index: number): string {
  return `${id}-${progress?.round ?? 0}-${index}`
}

/** Which batch of a task run an execution was started for; null when it was for none. */
export function batchOfChild(run: TaskRun, childId: string): number | null {
  const index = Number(childId.slice(childId.lastIndexOf('-') + 1))
  const isOwn = Number.isSafeInteger(index) && batchChildId(run, index) === childId
  return isOwn && index < (run.progress?.batches?.length ?? 0) ? index : null
}

/** The executions of a task run that go on. */
export function runningBatches(run: TaskRun): readonly string[] {
  const letters = [...(run.progress?.batches ?? '')]
  return letters.flatMap((letter, index) => (letter === RUNNING ? [batchChildId(run, index)] : []))
}

function letterOf(state: BatchState): string {
  if (state === 'NONE') return NONE
  if (state === 'REFUSED') return REFUSED
  const [letter] = Object.entries(FINAL).find(([, name]) => name === state) ?? []
  // A state that ends nothing is one of an execution that goes on.
  return letter ?? (isTerminated(state) ? 'F' : RUNNING)
}
