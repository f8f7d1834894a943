import type { ValueMap } from '../../json/value.ts'
import type { Step } from '../advance/step.ts'
import { startAttempt } from '../advance/task-run-end.ts'
import { startProgress } from '../final-state.ts'
import type { BranchName } from '../progress.ts'
import type { TaskRun } from '../task-run.ts'

/** Makes a flowable RUNNING on one of its lists; outputs are kept from the start, so that its children can read them. */
export function beginBranch(step: Step, run: TaskRun, branch: BranchName, outputs: ValueMap = {}): void {
  step.draft.enterTaskRun(run.id, 'RUNNING')
  const running = step.draft.updateTaskRun(run.id, {
    attempts: startAttempt(step, run),
    progress: startProgress(branch),
  })
  if (Object.keys(outputs).length > 0) step.draft.putOutputs(running, outputs)
  step.agenda.push({ kind: 'progress', taskRunId: run.id })
}
