import type { Actor, AuditDraft, Origin } from '../../audit/event.ts'
import { AppError } from '../../errors/app-error.ts'
import type { Flow } from '../../flow/flow.ts'
import type { ValueMap } from '../../json/value.ts'
import type { Ids } from '../../ports/environment.ts'
import type { Breakpoint } from '../breakpoint.ts'
import { createExecutionRow } from '../create-execution.ts'
import type { Execution, Label } from '../execution.ts'
import { runsInDirectory } from '../flowables/working-directory-type.ts'
import { mergeLabels } from '../merge-labels.ts'
import type { Plan } from '../plan.ts'
import { isTerminated } from '../state.ts'
import type { LoopValues, TaskRun, TaskRunOutputs } from '../task-run.ts'
import { RESTARTED_LABEL, restarted, restartTargets, type WholeExecution } from './plan-restart.ts'
import { type Reopened, reopen } from './reopen.ts'

/** Marks an execution that repeats another one, and the one that was repeated (observed/api.md D 29). */
const REPLAY_LABEL: Label = { key: 'system.replay', value: 'true' }
export const REPLAYED_LABEL: Label = { key: 'system.replayed', value: 'true' }

/** Who repeats an execution, and with what. */
interface CopyOptions {
  /** Id of the copy; the next one when left out. */
  readonly id?: string
  /** The flow that the copy runs on: the same revision, or another one. */
  readonly plan: Plan
  readonly whole: WholeExecution
  readonly by: { readonly actor: Actor; readonly origin: Origin }
  readonly ids: Ids
  readonly now: number
  /** Breakpoints of the copy; none when left out. */
  readonly breakpoints?: readonly Breakpoint[]
}

/** The rows of a new execution that goes on where another one is taken back to. */
export interface ExecutionCopy {
  /** RESTARTED, version 0; the turn that follows makes it RUNNING. */
  readonly execution: Execution
  readonly taskRuns: readonly TaskRun[]
  readonly outputs: readonly TaskRunOutputs[]
  readonly loopValues: readonly LoopValues[]
}

/**
 * A new execution from the very start, with the inputs, labels and trigger of another one (engine.md 7.5; observed: rp-whole).
 * It belongs to whoever replays it, and nobody waits for it.
 */
export function replayRow(
  { id: replayOf, ...original }: Execution,
  {
    id,
    flow,
    by,
    now,
    inputs = original.inputs,
    breakpoints = [],
  }: {
    readonly id: string
    readonly flow: Flow
    readonly by: Actor
    readonly now: number
    /** Other inputs than those of the original, resolved. */
    readonly inputs?: ValueMap
    readonly breakpoints?: readonly Breakpoint[]
  },
): Execution {
  const { labels, trigger, scheduleAt, kind, originalId, originalCreatedAt, attemptNumber } = original
  const row = createExecutionRow({
    id,
    flow,
    inputs,
    labels: [],
    createdBy: by,
    now,
    kind,
    breakpoints,
    ...(trigger === null ? {} : { trigger }),
    ...(scheduleAt === null ? {} : { scheduleAt }),
  })
  return {
    ...row,
    labels: mergeLabels(labels, [REPLAY_LABEL]),
    replayOf,
    originalId,
    originalCreatedAt,
    attemptNumber: attemptNumber + 1,
  }
}

/**
 * A new execution that goes on from one task run of another one: what came before is copied with its outputs (engine.md 7.5;
 * observed: pa-replay-*, rp-*). A gate that is replayed is asked again, as a new round; answers before it stand.
 *
 * @throws AppError NOTHING_TO_RESTART when there is no such task run, or the flow cannot go on from it
 */
export function planReplay(options: CopyOptions & { readonly taskRunId: string }): ExecutionCopy {
  const { plan, whole, taskRunId } = options
  const named = whole.taskRuns.find((run) => run.id === taskRunId)
  const target = named === undefined ? undefined : wholeDirectory(plan, whole, named)
  const { id } = whole.execution
  if (target === undefined) {
    throw new AppError(
      'NOTHING_TO_RESTART',
      `No task found to restart execution from! Execution ${id} has no task run ${taskRunId}`,
    )
  }
  const beside = besideTheFlow(plan, whole, target)
  if (beside !== null) {
    const text = `No task found to restart execution from! \`${target.taskId}\` runs ${beside}; replay the whole of it, or one of the tasks before`
    throw new AppError('NOTHING_TO_RESTART', text)
  }
  return copyFrom(options, [target], REPLAY_LABEL)
}

/**
 * A restart on another revision: the old execution stays as it is, a new one goes on from what failed (engine.md 7.4).
 * @throws AppError as `planRestart`
 */
export function planRestartOn(options: CopyOptions & { readonly before: Plan }): ExecutionCopy {
  return copyFrom(options, restartTargets(options.before, options.whole), RESTARTED_LABEL)
}

export function replayDraft(
  { tenant, id, namespace, flowId, state, createdBy }: Execution,
  replay: Execution,
  { actor, origin }: CopyOptions['by'],
  body: AuditDraft['body'],
): AuditDraft {
  return {
    tenant,
    at: replay.createdAt,
    actor,
    action: 'execution.replayed',
    target: { kind: 'execution', id, namespace },
    origin,
    body: {
      flowId,
      stateBefore: state,
      startedBy: createdBy.name,
      newExecutionId: replay.id,
      flowRevision: replay.flowRevision,
      ...body,
    },
  }
}

function copyFrom(
  { plan, whole, by, ids, now, breakpoints = [], ...options }: CopyOptions,
  targets: readonly TaskRun[],
  label: Label,
): ExecutionCopy {
  const { execution, taskRuns, outputs, loopValues } = whole
  assertPlaces(plan, taskRuns, targets)
  const open = (from: readonly TaskRun[]) =>
    reopen({ plan, progress: execution.progress, taskRuns, targets: from, now })
  const first = open(targets)
  // What goes on elsewhere in a live execution belongs to that one: workers, gates and timers know it by its ids.
  const going = goingOn(plan, taskRuns, first)
  const reopened = going.length === 0 ? first : open([...targets, ...going])
  const { again, containers, removed, progress, nextSequence } = reopened
  const changed = new Map([...again, ...containers].map((run) => [run.id, run]))
  const gone = new Set(removed.map((run) => run.id))
  // What a gate runs while it waits is not begun again: whoever it told, knows.
  const kept = taskRuns.filter((run) => !gone.has(run.id) && (isTerminated(run.state) || !isOnPause(plan, run)))
  const newIds = new Map(kept.map((run) => [run.id, ids.next()]))
  const id = options.id ?? ids.next()
  const rerun = new Set(again.map((run) => run.id))
  return {
    execution: copiedHeader(execution, {
      id,
      plan,
      by: by.actor,
      now,
      breakpoints,
      progress,
      nextSequence,
      label,
    }),
    taskRuns: kept.map((run) => ({
      ...(changed.get(run.id) ?? run),
      id: newIds.get(run.id) ?? run.id,
      executionId: id,
      parentId: run.parentId === null ? null : (newIds.get(run.parentId) ?? null),
    })),
    outputs: outputs.flatMap((row): readonly TaskRunOutputs[] => {
      const taskRunId = newIds.get(row.taskRunId)
      return taskRunId === undefined || rerun.has(row.taskRunId) ? [] : [{ ...row, executionId: id, taskRunId }]
    }),
    loopValues: loopValues.flatMap((row): readonly LoopValues[] => {
      const taskRunId = newIds.get(row.taskRunId)
      return taskRunId === undefined || rerun.has(row.taskRunId) ? [] : [{ ...row, executionId: id, taskRunId }]
    }),
  }
}

/** Task runs that would be copied while they run or wait. */
function goingOn(plan: Plan, taskRuns: readonly TaskRun[], reopened: Reopened): readonly TaskRun[] {
  // A loop between two rounds goes on as what is around the task run that was chosen.
  const { again, containers, removed } = reopened
  const settled = new Set([...again, ...containers, ...removed].map((run) => run.id))
  return taskRuns.filter(
    (run) =>
      !settled.has(run.id) &&
      !isTerminated(run.state) &&
      (run.progress === null || run.waiting !== null) &&
      !isOnPause(plan, run),
  )
}

interface HeaderOptions extends Pick<Execution, 'id' | 'breakpoints' | 'progress' | 'nextSequence'> {
  readonly plan: Plan
  readonly by: Actor
  readonly now: number
  readonly label: Label
}

/** The history is copied (observed: pa-replay-after); variables are what they were, unless the flow is another one. */
function copiedHeader(
  execution: Execution,
  { id, plan, by, now, breakpoints, progress, nextSequence, label }: HeaderOptions,
): Execution {
  const { flow } = plan
  return {
    ...restarted(execution, now),
    id,
    version: 0,
    flowRevision: flow.revision,
    variables: flow.revision === execution.flowRevision ? execution.variables : flow.variables,
    labels: mergeLabels(execution.labels, [label]),
    parent: null,
    replayOf: execution.id,
    createdBy: by,
    createdAt: now,
    scheduleAt: null,
    breakpoints,
    progress,
    nextSequence,
  }
}

/** What is in one directory is repeated as a whole. */
function wholeDirectory(plan: Plan, { taskRuns }: WholeExecution, run: TaskRun): TaskRun {
  const node = plan.nodes.get(run.taskId)
  const around = taskRuns.find((other) => other.id === run.parentId)
  return node !== undefined && runsInDirectory(node) && around !== undefined ? around : run
}

/** Why nothing can go on from a task run, in words: it is no part of the way through the flow. Null for those that are. */
export function besideTheFlow(plan: Plan, { taskRuns }: WholeExecution, target: TaskRun): string | null {
  const byId = new Map(taskRuns.map((run) => [run.id, run]))
  for (let run: TaskRun | undefined = target; run !== undefined; run = byId.get(run.parentId ?? '')) {
    const branch = plan.nodes.get(run.taskId)?.branch
    if (branch === 'afterExecution') return 'after the end of the execution'
    if (branch === 'onPause') return 'beside its gate, while that waits'
  }
  return null
}

function isOnPause(plan: Plan, { taskId }: TaskRun): boolean {
  return plan.nodes.get(taskId)?.branch === 'onPause'
}

/** The flow must still have what runs again, in the same place. @throws AppError NOTHING_TO_RESTART */
function assertPlaces(plan: Plan, taskRuns: readonly TaskRun[], targets: readonly TaskRun[]): void {
  const byId = new Map(taskRuns.map((run) => [run.id, run]))
  for (const target of targets) {
    for (let run: TaskRun | undefined = target; run !== undefined; run = byId.get(run.parentId ?? '')) {
      const node = plan.nodes.get(run.taskId)
      const parent = run.parentId === null ? undefined : byId.get(run.parentId)
      if (node !== undefined && node.parent?.task.id === parent?.taskId) continue
      const text = `No task found to restart execution from! Revision ${plan.flow.revision} of the flow does not have the task \`${run.taskId}\` in the same place`
      throw new AppError('NOTHING_TO_RESTART', text)
    }
  }
}
