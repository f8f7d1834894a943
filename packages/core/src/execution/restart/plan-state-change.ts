import type { Actor, Origin } from '../../audit/event.ts'
import { AppError } from '../../errors/app-error.ts'
import { PAUSE_TYPE } from '../../flow/flowable-rules.ts'
import { mergeLabels } from '../merge-labels.ts'
import type { Plan, PlanNode } from '../plan.ts'
import { isTerminated, type State } from '../state.ts'
import type { TaskRun } from '../task-run.ts'
import { besideTheFlow } from './plan-replay.ts'
import { jobsOf, RESTARTED_LABEL, type Restart, restartDraft, restarted, type WholeExecution } from './plan-restart.ts'
import { descendantsOf, familyOf, reopen } from './reopen.ts'

/** States that a person may give to a task run. */
export const TASK_STATES_BY_PERSON = ['SUCCESS', 'WARNING', 'FAILED', 'SKIPPED', 'CANCELLED'] as const

export type TaskStateByPerson = (typeof TASK_STATES_BY_PERSON)[number]

interface StateChange {
  readonly plan: Plan
  readonly whole: WholeExecution
  readonly taskRunId: string
  readonly state: TaskStateByPerson
  /** Why, in the words of the person. */
  readonly reason?: string
  /** Ids of tasks that start another flow in which a gate may be waiting for an answer. */
  readonly gatesElsewhere?: ReadonlySet<string>
  readonly by: { readonly actor: Actor; readonly origin: Origin }
  readonly now: number
}

/**
 * A person says how a task run ended, and the execution goes on from there (engine.md 7.6; observed:
 * J-status-labels-taskrun-state). The task run and its last attempt get the state, what is around it runs again, and what had
 * followed is taken back, so that the ordinary rules decide anew: FAILED leads to `errors`, anything else to the next task.
 *
 * Gates are safe from it: a task run that is a gate, or holds one, moves to a state that goes on only if it had got there by
 * itself before. Whoever wants to pass an unanswered gate answers it: a restart asks it again.
 *
 * @throws AppError EXECUTION_STATE_FIXED, NOTHING_TO_RESTART, GATE_UNANSWERED
 */
export function planStateChange(change: StateChange): Restart {
  const { plan, whole, taskRunId, state, reason, by, now } = change
  const { execution, taskRuns } = whole
  assertChangeable(
    whole.execution,
    'You can only change the state of a task run for a terminated non killed execution.',
  )
  const target = targetOf(change)
  assertGates(change, target)
  const { again, containers, removed, progress, nextSequence } = reopen({
    plan,
    progress: execution.progress,
    taskRuns,
    targets: [target],
    endIn: state,
    now,
  })
  const audit = restartDraft(execution, by, now, {
    taskRunId,
    taskId: target.taskId,
    taskStateBefore: target.state,
    taskState: state,
    ...(reason === undefined ? {} : { reason }),
  })
  return {
    execution: {
      ...restarted(execution, now),
      progress,
      nextSequence,
      labels: mergeLabels(execution.labels, [RESTARTED_LABEL]),
    },
    updated: [...containers, ...again],
    removed,
    withoutOutputs: removed,
    jobs: [],
    jobsRemoved: jobsOf(removed),
    audit: { ...audit, action: 'execution.task_state_changed' },
  }
}

/**
 * What has ended for good may be changed by hand: it is terminated, was not killed, and nothing of it runs any more.
 * @throws AppError EXECUTION_STATE_FIXED
 */
export function assertChangeable({ id, state, progress }: WholeExecution['execution'], rule: string): void {
  if (isTerminated(state) && state !== 'KILLED' && progress.branch === 'done') return
  const now = isTerminated(state) && state !== 'KILLED' ? `${state}, and its \`afterExecution\` tasks still run` : state
  throw new AppError('EXECUTION_STATE_FIXED', `${rule} Execution ${id} is ${now}`)
}

function targetOf({ plan, whole, taskRunId }: StateChange): TaskRun {
  const { taskRuns, execution } = whole
  const target = taskRuns.find((run) => run.id === taskRunId)
  const beside = target === undefined ? null : besideTheFlow(plan, whole, target)
  if (target !== undefined && plan.nodes.has(target.taskId) && beside === null) return target
  const why =
    target === undefined
      ? `Execution ${execution.id} has no task run ${taskRunId}`
      : `\`${target.taskId}\` runs ${beside}, so nothing can go on from it`
  throw new AppError('NOTHING_TO_RESTART', `No task found to restart execution from! ${why}`)
}

function assertGates({ plan, whole, state, gatesElsewhere = new Set() }: StateChange, target: TaskRun): void {
  const node = plan.nodes.get(target.taskId)
  if (node === undefined || state === 'FAILED' || hadGoneOn(target)) return
  const inside = [target, ...descendantsOf(target.id, familyOf(whole.taskRuns))]
  const gate = gatesIn(node, gatesElsewhere).find((taskId) => !wasPassed(taskId, inside))
  if (gate === undefined) return
  const what = gate === target.taskId ? `\`${gate}\` is a gate` : `\`${target.taskId}\` holds the gate \`${gate}\``
  const text = `${what} that was not passed; only an answer passes a gate. Restart the execution to have it asked again, or replay it`
  throw new AppError('GATE_UNANSWERED', text)
}

/** True when the flow itself went on after this task run the last time that it ran. */
function hadGoneOn({ histories }: TaskRun): boolean {
  const began = histories.findLastIndex(({ state }) => BEGINNINGS.has(state))
  return histories.slice(began + 1).some(({ state }) => state === 'SUCCESS' || state === 'WARNING')
}

const BEGINNINGS: ReadonlySet<State> = new Set(['CREATED', 'RESTARTED', 'RUNNING', 'PAUSED'])

/** Every task run was passed, and there are no iterations that may be missing. */
function wasPassed(gate: string, inside: readonly TaskRun[]): boolean {
  const isLoop = inside.some(({ progress }) => progress?.values !== undefined || progress?.round !== undefined)
  const runs = inside.filter(({ taskId }) => taskId === gate)
  return !isLoop && runs.length > 0 && runs.every(hadGoneOn)
}

/** Ids of the gates among this task and the tasks in its lists. */
function gatesIn(node: PlanNode, elsewhere: ReadonlySet<string>): readonly string[] {
  const here = node.type?.type === PAUSE_TYPE || elsewhere.has(node.task.id) ? [node.task.id] : []
  const lists = [...node.branches.values()].flat()
  return [...here, ...lists.flatMap((child) => gatesIn(child, elsewhere))]
}
