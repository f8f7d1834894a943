import type { ValueMap } from '../../json/value.ts'
import { startAttempt } from '../advance/attempts.ts'
import type { Step } from '../advance/step.ts'
import { startProgress } from '../final-state.ts'
import type { BranchName, Progress } from '../progress.ts'
import type { TaskRun } from '../task-run.ts'

/** Makes a flowable RUNNING on one of its lists; outputs are kept from the start, so that its children can read them. */
export function beginBranch(
  step: Step,
  run: TaskRun,
  branch: BranchName,
  outputs: ValueMap = {},
  loop: Omit<Partial<Progress>, 'branch' | 'next' | 'active' | 'counts'> = {},
): void {
  step.draft.enterTaskRun(run.id, 'RUNNING')
  startAttempt(step, run.id)
  const running = step.draft.updateTaskRun(run.id, { progress: { ...startProgress(branch), ...loop } })
  if (Object.keys(outputs).length > 0) step.draft.putOutputs(running, outputs)
  step.agenda.push({ kind: 'progress', taskRunId: run.id })
}
