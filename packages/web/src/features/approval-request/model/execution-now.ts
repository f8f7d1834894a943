import type { Execution } from '@countersign/contract'
import { isTerminated, STATE_LOOKS, type StateTone } from '../../../lib/state-look.ts'

/** What an execution does at the moment, in a sentence. */
export interface ExecutionNow {
  readonly word: string
  readonly tone: StateTone
  readonly sentence: string
  readonly ended: boolean
}

/** Tells what an execution does now, for somebody who has just answered and wants to know that it worked. */
export function executionNow(execution: Pick<Execution, 'state' | 'taskRunList'>): ExecutionNow {
  const state = execution.state.current
  const { word, tone } = STATE_LOOKS[state]
  return { word, tone, sentence: sentenceFor(execution), ended: isTerminated(state) }
}

function sentenceFor(execution: Pick<Execution, 'state' | 'taskRunList'>): string {
  switch (execution.state.current) {
    case 'SUCCESS':
      return 'The execution has run to its end.'
    case 'WARNING':
      return 'The execution has run to its end, with warnings.'
    case 'FAILED': {
      const task = lastTask(execution, 'FAILED')
      return task === null ? 'The execution failed.' : `The execution failed at ${task}.`
    }
    case 'KILLED':
    case 'KILLING':
      return 'The execution was killed.'
    case 'CANCELLED':
      return 'The execution was cancelled.'
    case 'PAUSED': {
      const task = lastTask(execution, 'PAUSED')
      return task === null ? 'The execution is paused.' : `The execution waits for an answer at ${task}.`
    }
    default: {
      const task = lastTask(execution, 'RUNNING')
      return task === null ? 'The execution goes on.' : `The execution goes on: ${task} is running.`
    }
  }
}

/** The innermost task in a state: containers stand before their children in the list. */
function lastTask(execution: Pick<Execution, 'taskRunList'>, state: string): string | null {
  const runs = execution.taskRunList ?? []
  return runs.findLast((run) => run.state.current === state)?.taskId ?? null
}
