import type { Actor, AuditDraft, Origin } from '../../audit/event.ts'
import { AppError } from '../../errors/app-error.ts'
import type { Value } from '../../json/value.ts'
import type { Execution, Label } from '../execution.ts'
import { isSideBranch } from '../final-state.ts'
import { batchesAgain } from '../flowables/batches.ts'
import { startsBatches } from '../flowables/for-each-item.ts'
import { restartsItsChild } from '../flowables/subflow.ts'
import { WORKING_DIRECTORY } from '../flowables/working-directory-type.ts'
import type { Job } from '../job.ts'
import { mergeLabels } from '../merge-labels.ts'
import type { Plan } from '../plan.ts'
import { isTerminated, type State } from '../state.ts'
import type { LoopValues, TaskRun, TaskRunOutputs } from '../task-run.ts'
import { entering, reopen } from './reopen.ts'

/** Marks an execution that was restarted (observed: rs-*). */
export const RESTARTED_LABEL: Label = { key: 'system.restarted', value: 'true' }

/** An execution with every row that a restart or a replay looks at. */
export interface WholeExecution {
  readonly execution: Execution
  readonly taskRuns: readonly TaskRun[]
  readonly outputs: readonly TaskRunOutputs[]
  readonly loopValues: readonly LoopValues[]
}

interface RestartOptions {
  readonly plan: Plan
  readonly whole: WholeExecution
  readonly by: { readonly actor: Actor; readonly origin: Origin }
  readonly now: number
  /** Name of this process's ownership; new jobs carry it. */
  readonly owner: string
}

/** Rows that a restart in place changes. */
export interface Restart {
  /** RESTARTED; the turn that follows makes it RUNNING. Its version is still the one that was read. */
  readonly execution: Execution
  readonly updated: readonly TaskRun[]
  readonly removed: readonly TaskRun[]
  /** Task runs whose outputs go, removed ones included. */
  readonly withoutOutputs: readonly TaskRun[]
  readonly jobs: readonly Job[]
  /** Work of removed task runs that still goes on: what a gate runs beside itself may outlast the execution. */
  readonly jobsRemoved: readonly Pick<Job, 'taskRunId' | 'attempt'>[]
  readonly audit: AuditDraft
}

const SUBFLOW = 'io.kestra.plugin.core.flow.Subflow'

/**
 * Goes on from what failed, with the same ids (engine.md 7.4; observed: rs-*, pa-restart-failed). What a tolerated failure left
 * behind stays, and so do answers of people; a gate that its deadline failed is asked again. Outputs of what runs again go, so
 * that nothing reads an answer that no longer counts.
 *
 * @throws AppError EXECUTION_NOT_RESTARTABLE (it runs, is paused or was killed), NOTHING_TO_RESTART
 */
export function planRestart({ plan, whole, by, now, owner }: RestartOptions): Restart {
  const { execution, taskRuns } = whole
  const targets = restartTargets(plan, whole)
  const { again, containers, removed, progress, nextSequence } = reopen({
    plan,
    progress: execution.progress,
    taskRuns,
    targets,
    now,
  })
  const before = new Map(taskRuns.map((run) => [run.id, run]))
  const outputs = new Map(whole.outputs.map((row) => [row.taskRunId, row.outputs]))
  const prepared = again.map((run) => {
    const child = outputs.get(run.id)?.executionId
    return withBatches(plan, withChild(plan, run, execution, child), before.get(run.id))
  })
  return {
    execution: {
      ...restarted(execution, now),
      progress,
      nextSequence,
      labels: mergeLabels(execution.labels, [RESTARTED_LABEL]),
    },
    updated: [...containers, ...prepared],
    removed,
    withoutOutputs: [...prepared, ...removed],
    jobs: prepared.flatMap((run) => (run.waiting?.kind === 'child' ? [startChildJob(run, owner, now)] : [])),
    jobsRemoved: jobsOf(removed),
    audit: restartDraft(execution, by, now, { from: targets.map((run) => run.taskId) }),
  }
}

/** The header of an execution that lives again, but for its progress. */
export function restarted(execution: Execution, now: number): Execution {
  return {
    ...execution,
    state: 'RESTARTED',
    histories: entering(execution.histories, 'RESTARTED', now),
    outputs: null,
    endedAt: null,
    attemptNumber: execution.attemptNumber + 1,
    unfinishedTurn: true,
  }
}

export function restartDraft(
  { tenant, id, namespace, flowId, state }: Execution,
  { actor, origin }: RestartOptions['by'],
  at: number,
  body: AuditDraft['body'],
): AuditDraft {
  return {
    tenant,
    at,
    actor,
    action: 'execution.restarted',
    target: { kind: 'execution', id, namespace },
    origin,
    body: { flowId, stateBefore: state, ...body },
  }
}

/**
 * The task runs whose failure ended the execution. (Kestra restarts a PAUSED execution by passing its gate without an answer;
 * here only an answer passes a gate. Recorded: pa-restart-paused, whose deviation this is.)
 *
 * @throws AppError EXECUTION_NOT_RESTARTABLE, NOTHING_TO_RESTART
 */
export function restartTargets(plan: Plan, { execution, taskRuns }: WholeExecution): readonly TaskRun[] {
  assertRestartable(execution)
  const children = Map.groupBy(taskRuns, (run) => run.parentId)
  const failed = (parentId: string | null): readonly TaskRun[] =>
    (children.get(parentId) ?? []).filter((run) => run.state === 'FAILED' && !isAside(plan, run)).flatMap(roots)
  const roots = (run: TaskRun): readonly TaskRun[] => {
    // What is in one directory runs again as a whole (engine.md 4.9).
    const isWhole = run.progress === null || plan.nodes.get(run.taskId)?.task.type === WORKING_DIRECTORY
    const inner = isWhole ? [] : failed(run.id)
    return inner.length === 0 ? [run] : inner
  }
  const targets = failed(null)
  if (targets.length > 0) return targets
  const text = `No task found to restart execution from! Execution ${execution.id} ended in ${execution.state}, and none of its tasks made it fail; replay it instead`
  throw new AppError('NOTHING_TO_RESTART', text)
}

/** The work that goes on of task runs that are taken away. */
export function jobsOf(removed: readonly TaskRun[]): Restart['jobsRemoved'] {
  return removed.flatMap(({ id: taskRunId, state, attempts }) =>
    state === 'RUNNING' ? [{ taskRunId, attempt: attempts.length - 1 }] : [],
  )
}

const END_HINTS: ReadonlyMap<State, string> = new Map([
  ['KILLED', '; replay it instead'],
  ['BREAKPOINT', '; let it go on from its breakpoint, or replay it'],
  ['RETRIED', '; another execution takes its place, restart that one'],
])

function assertRestartable({ id, state, progress }: Execution): void {
  if (isTerminated(state) && state !== 'KILLED' && state !== 'RETRIED') {
    if (progress.branch === 'done') return
    const text = `Execution ${id} has ended in ${state}, but its \`afterExecution\` tasks still run; restart it when they are done`
    throw new AppError('EXECUTION_NOT_RESTARTABLE', text)
  }
  const hint =
    state === 'PAUSED' ? '; answer its open request or resume it' : (END_HINTS.get(state) ?? '; wait for its end')
  const text = `Execution must be terminated and not killed to be restarted, current state is '${state}' !`
  throw new AppError('EXECUTION_NOT_RESTARTABLE', `${text} Execution ${id} cannot be restarted${hint}`)
}

function isAside(plan: Plan, run: TaskRun): boolean {
  const node = plan.nodes.get(run.taskId)
  return node === undefined || isSideBranch(node.branch)
}

/** A ForEachItem tries those batches again that did not go well, with the batches that it has. */
function withBatches(plan: Plan, run: TaskRun, before: TaskRun | undefined): TaskRun {
  const node = plan.nodes.get(run.taskId)
  return node === undefined || before === undefined || !startsBatches(node)
    ? run
    : { ...run, progress: batchesAgain({ ...run, progress: before.progress }, node) }
}

/**
 * A Subflow whose child failed restarts that child, unless it is to start another one (observed: sf-restart). The child of an execution
 * that this one was copied from is not its own: it would tell the other one of its end.
 */
function withChild(plan: Plan, run: TaskRun, { createdAt }: Execution, child: Value | undefined): TaskRun {
  const node = plan.nodes.get(run.taskId)
  if (node?.type?.type !== SUBFLOW || !restartsItsChild(node.task)) return run
  if ((run.attempts.at(-1)?.histories[0]?.at ?? 0) < createdAt) return run
  return typeof child === 'string' ? { ...run, waiting: { kind: 'child', executionId: child } } : run
}

function startChildJob(run: TaskRun, owner: string, createdAt: number): Job {
  const { tenant, executionId, id: taskRunId, attempts } = run
  return { kind: 'start-child', tenant, executionId, taskRunId, attempt: attempts.length, owner, createdAt }
}
