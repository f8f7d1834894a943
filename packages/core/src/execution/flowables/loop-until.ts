import { messageOf } from '../../errors/message-of.ts'
import { renderProperties } from '../../task/property.ts'
import type { Step } from '../advance/step.ts'
import { progressOf, setProgress } from '../advance/task-run-end.ts'
import type { PlanNode } from '../plan.ts'
import { isTerminated } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { beginBranch } from './begin.ts'
import type { Flowable } from './flowable.ts'
import { LOOP_UNTIL_PROPERTIES } from './loop-types.ts'

/**
 * Its tasks again and again until the condition holds (engine.md 4.8; observed: lu-*). After each round `iterationCount` is
 * raised, and the condition sees it raised; between rounds task run and execution are PAUSED for the interval, which is no
 * request to anybody. Only the task runs of the newest round are kept.
 */
export const loopUntil: Flowable = {
  start: (step, run) => beginBranch(step, run, 'tasks', { iterationCount: 1 }, { round: 0 }),

  listDone(step, run, node, stopped) {
    if (stopped) return 'is over'
    const { draft } = step
    const verdict = judge(step, run, node)
    if (verdict.log !== undefined) draft.log(run, verdict.log.level, verdict.log.message, node.task.logLevel)
    if (verdict.kind === 'again') {
      waitForRound(step, run, verdict.intervalMs)
      return 'goes on'
    }
    if (verdict.kind === 'failed') {
      const progress = progressOf(step, run.id)
      setProgress(step, run.id, { ...progress, counts: { ...progress.counts, FAILED: 1 } })
    }
    return 'is over'
  },
}

interface Verdict {
  readonly kind: 'again' | 'over' | 'failed'
  readonly intervalMs: number
  readonly log?: { readonly level: 'WARN' | 'ERROR'; readonly message: string }
}

/**
 * What comes after a round. The condition is read twice: with the count of the round that has ended, and then with the next one,
 * which stays when it holds only then (observed: lu-output-cond, lu-basic). The count is kept once all is rendered.
 */
function judge(step: Step, run: TaskRun, { task }: PlanNode): Verdict {
  const { draft } = step
  const count = (progressOf(step, run.id).round ?? 0) + 1
  const holdsWith = (iterationCount: number) =>
    step.renderingWith(run, { iterationCount }).condition(task.properties.condition ?? null)
  try {
    const properties = renderProperties(LOOP_UNTIL_PROPERTIES, task.properties, step.rendering(run))
    const { interval: intervalMs, maxIterations, maxDuration } = properties.checkFrequency
    const holds = holdsWith(count)
    const holdsNext = !holds && holdsWith(count + 1)
    draft.putOutputs(run, { iterationCount: holds ? count : count + 1 })
    if (holds || holdsNext) return { kind: 'over', intervalMs }
    const elapsed = draft.now - (run.histories[0]?.at ?? draft.now)
    const reached = limitReached(count + 1, elapsed, maxIterations, maxDuration)
    if (reached === null) return { kind: 'again', intervalMs }
    const message = `${reached}: the condition of \`${task.id}\` did not hold in time`
    return { kind: properties.failOnMaxReached ? 'failed' : 'over', intervalMs, log: { level: 'WARN', message } }
  } catch (error) {
    const message = `The condition of \`${task.id}\` cannot be evaluated: ${messageOf(error)}`
    return { kind: 'failed', intervalMs: 0, log: { level: 'ERROR', message } }
  }
}

function limitReached(
  next: number,
  elapsed: number,
  maxIterations: number | undefined,
  maxDuration: number | undefined,
): string | null {
  if (maxIterations !== undefined && next > maxIterations) return 'Max iterations reached'
  return maxDuration !== undefined && elapsed >= maxDuration ? 'Max duration reached' : null
}

function waitForRound({ draft }: Step, run: TaskRun, intervalMs: number): void {
  draft.enterTaskRun(run.id, 'PAUSED')
  draft.updateTaskRun(run.id, { waiting: { kind: 'interval' } })
  draft.armTimer({
    tenant: run.tenant,
    id: run.id,
    executionId: run.executionId,
    dueAt: draft.now + intervalMs,
    purpose: { kind: 'next-round', taskRunId: run.id },
  })
  // After the end of the execution, a loop in `afterExecution` waits without it.
  if (!isTerminated(draft.execution.state)) draft.enter('PAUSED')
}
