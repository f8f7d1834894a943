import { isPendingSignal } from '@countersign/expression'
import { startProgress } from '../final-state.ts'
import { endAtOnce } from './finish.ts'
import { assertSlas } from './sla.ts'
import { armSlas } from './sla-timers.ts'
import type { Step } from './step.ts'

/** What the limit on executions of the flow that run at once says about one more (engine.md 7.1). */
export type Refusal = 'QUEUE' | 'CANCEL' | 'FAIL'

/** Begins an execution that was created, unless it has to wait for a slot, or gets none. */
export function startExecution(step: Step, refusal?: Refusal): void {
  const { draft } = step
  if (draft.execution.state !== 'CREATED') return
  armSlas(step)
  switch (refusal) {
    case 'QUEUE':
      draft.log(
        null,
        'INFO',
        'The flow runs as many executions at once as its concurrency limit allows; this one is queued',
      )
      return draft.enter('QUEUED')
    case 'CANCEL':
      draft.log(
        null,
        'WARN',
        'The flow runs as many executions at once as its concurrency limit allows; this one is cancelled',
      )
      return endAtOnce(step, 'CANCELLED')
    case 'FAIL':
      draft.log(
        null,
        'ERROR',
        'The flow runs as many executions at once as its concurrency limit allows; this one fails',
      )
      return endAtOnce(step, 'FAILED')
    case undefined:
      return begin(step)
  }
}

/** Begins an execution that has waited for a slot. */
export function leaveQueue(step: Step): void {
  if (step.draft.execution.state === 'QUEUED') begin(step)
}

function begin(step: Step): void {
  const { draft, agenda } = step
  const judged = assertAtStart(step)
  if (judged === 'broken') return
  draft.enter('RUNNING')
  draft.updateExecution({ progress: startProgress('tasks') })
  if (judged === 'not yet') agenda.push({ kind: 'assert', taskRunId: null })
  agenda.push({ kind: 'progress', taskRunId: null })
}

/** An assertion that needs an answer is judged in a step of its own, before any task begins: an event cannot be repeated. */
function assertAtStart(step: Step): 'broken' | 'kept' | 'not yet' {
  try {
    return assertSlas(step) ? 'broken' : 'kept'
  } catch (error) {
    if (!isPendingSignal(error)) throw error
    return 'not yet'
  }
}
