import type { AttemptResult } from '../events.ts'
import type { TaskRun, WorkPhase } from '../task-run.ts'
import { workJob } from './open-jobs.ts'
import type { Step } from './step.ts'
import { progressOf, setProgress } from './task-run-end.ts'

/** Has a worker do what a container needs before or after its children. Nothing else of the container goes on meanwhile. */
export function handToWorker({ draft }: Step, taskRunId: string, phase: WorkPhase): void {
  const run = draft.updateTaskRun(taskRunId, { waiting: { kind: 'work', phase } })
  draft.addJob({
    kind: 'attempt',
    tenant: run.tenant,
    executionId: run.executionId,
    taskRunId: run.id,
    attempt: workJob(run, phase),
    owner: draft.turn.owner,
    createdAt: draft.now,
  })
}

/** The worker is done. What failed counts like a child that failed, and what would have come after it is left out. */
export function takeWork(step: Step, run: TaskRun, { state, outputs }: AttemptResult): void {
  const { draft } = step
  const captured = run.waiting?.kind === 'work' && run.waiting.phase === 'capture'
  const changed = draft.updateTaskRun(run.id, { waiting: null })
  const progress = progressOf(step, run.id)
  if (state === 'FAILED') {
    const { counts } = progress
    const failed = { ...counts, FAILED: (counts.FAILED ?? 0) + 1 }
    setProgress(step, run.id, { ...progress, counts: failed, captured: true })
  } else if (captured) setProgress(step, run.id, { ...progress, captured: true })
  if (Object.keys(outputs).length > 0) draft.putOutputs(changed, outputs)
  step.agenda.push({ kind: 'progress', taskRunId: run.id })
}
