import type { Actor, Origin } from '../../audit/event.ts'
import { type Breakpoint, isStoppedBy } from '../breakpoint.ts'
import type { TaskRun } from '../task-run.ts'
import { pickUp } from './pick-up.ts'
import type { Step } from './step.ts'

/**
 * Stops the execution before a task run that has a breakpoint: both are then in state BREAKPOINT (observed/api.md 66c). What
 * runs is finished, nothing new begins, and no further gate asks. `afterExecution` is not held: the execution has ended by then.
 */
export function stopAtBreakpoint(step: Step, run: TaskRun): boolean {
  const { draft } = step
  const { state, breakpoints } = draft.execution
  // It is RETRYING while a sibling waits for its next try; what a gate runs while the execution is PAUSED is not held.
  if ((state !== 'RUNNING' && state !== 'RETRYING') || !isStoppedBy(breakpoints, run)) return false
  draft.enterTaskRun(run.id, 'BREAKPOINT')
  draft.enter('BREAKPOINT')
  draft.log(null, 'INFO', `Stopped at the breakpoint before \`${run.taskId}\``)
  return true
}

/** A person lets the execution go on; with `breakpoints`, these replace the ones that it had. Elsewhere it changes nothing. */
export function leaveBreakpoint(
  step: Step,
  event: { readonly actor: Actor; readonly origin: Origin; readonly breakpoints?: readonly Breakpoint[] },
): void {
  const { draft } = step
  if (draft.execution.state !== 'BREAKPOINT') return
  const { actor, origin, breakpoints } = event
  const stopped = draft.liveTaskRuns().filter((run) => run.state === 'BREAKPOINT')
  for (const run of stopped) draft.enterTaskRun(run.id, 'CREATED')
  if (breakpoints !== undefined) draft.updateExecution({ breakpoints })
  draft.enter('RUNNING')
  const { id, namespace, flowId } = draft.execution
  draft.audit({
    actor,
    action: 'execution.breakpoint_left',
    target: { kind: 'execution', id, namespace },
    origin,
    body: { flowId, taskIds: stopped.map((run) => run.taskId) },
  })
  pickUp(step)
}
