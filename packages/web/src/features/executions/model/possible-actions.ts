import type { Execution, Permission } from '@countersign/contract'
import { isTerminated, STATE_LOOKS } from '../../../lib/state-look.ts'

/** What can be done to a whole execution. */
export type ExecutionAction = 'kill' | 'pause' | 'replay' | 'restart' | 'resume'

/** What a person must be allowed to do for it, as the routes ask. */
export const ACTION_PERMISSIONS: Readonly<Record<ExecutionAction, Permission>> = {
  kill: 'execution:kill',
  pause: 'execution:restart',
  replay: 'execution:restart',
  restart: 'execution:restart',
  resume: 'approval:decide',
}

/** What a decision about actions needs of an execution. */
type Acted = Pick<Execution, 'state' | 'taskRunList'>

/** True when a person paused the execution: no task of it waits for an answer, so there is no form to fill in. */
export function isPausedByPerson({ state, taskRunList }: Acted): boolean {
  return state.current === 'PAUSED' && !(taskRunList ?? []).some((run) => run.state.current === 'PAUSED')
}

/**
 * Why an action is not possible in the state that an execution is in; null when it is. What only the server can see (a flow
 * that has changed, tasks that still run after the end) it says itself when it is asked.
 */
export function whyNot(action: ExecutionAction, execution: Acted): string | null {
  return REASONS[action](execution)
}

const REASONS: Readonly<Record<ExecutionAction, (execution: Acted) => string | null>> = {
  kill: ({ state }) => endedReason(state) ?? (state.current === 'KILLING' ? 'It is being killed.' : null),
  pause: ({ state }) => {
    if (state.current === 'RUNNING') return null
    if (state.current === 'PAUSED') return 'It is paused already.'
    return endedReason(state) ?? `Only a running execution can be paused; this one is ${wordOf(state)}.`
  },
  replay: ({ state }) =>
    isTerminated(state.current) ? null : 'It has not ended yet: replay it then, or kill it first.',
  restart: restartReason,
  resume: ({ state }) => (state.current === 'PAUSED' ? null : (endedReason(state) ?? 'It does not wait for anybody.')),
}

function restartReason({ state, taskRunList }: Acted): string | null {
  if (state.current === 'PAUSED') return 'It did not fail, it is paused: resume it.'
  if (state.current === 'KILLED') return 'It was killed: replay it.'
  if (!isTerminated(state.current)) return 'It has not failed.'
  if (state.current !== 'FAILED') return `It did not fail, it ended as ${wordOf(state)}: replay it.`
  const failed = (taskRunList ?? []).some((run) => run.state.current === 'FAILED')
  return failed ? null : 'None of its tasks failed, so there is nothing to go on from: replay it.'
}

function endedReason(state: Acted['state']): string | null {
  return isTerminated(state.current) ? `It has ended: ${wordOf(state)}.` : null
}

function wordOf(state: Acted['state']): string {
  return STATE_LOOKS[state.current].word.toLowerCase()
}
