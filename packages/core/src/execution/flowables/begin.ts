import type { ValueMap } from '../../json/value.ts'
import { startAttempt } from '../advance/attempts.ts'
import type { Step } from '../advance/step.ts'
import { failTaskRun } from '../advance/work-end.ts'
import { startProgress } from '../final-state.ts'
import type { BranchName, Progress } from '../progress.ts'
import type { LogLevel, TaskRun } from '../task-run.ts'

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

/** A flowable whose beginning fails was RUNNING for a moment. What there is to remark is logged before the message. */
export function failToBegin(
  step: Step,
  run: TaskRun,
  message: string,
  remarks: readonly { readonly level: LogLevel; readonly message: string }[] = [],
): void {
  step.draft.enterTaskRun(run.id, 'RUNNING')
  const started = startAttempt(step, run.id)
  for (const remark of remarks) step.draft.log(started, remark.level, remark.message)
  failTaskRun(step, run.id, { kind: 'expression', code: 'EXPRESSION_FAILED', message })
}
