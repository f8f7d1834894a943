import { openJobs } from '../execution/advance/open-jobs.ts'
import { isSideBranch } from '../execution/final-state.ts'
import type { Plan } from '../execution/plan.ts'
import type { Progress } from '../execution/progress.ts'
import { isTerminated, isToBeStarted, type State, type StateEntry } from '../execution/state.ts'
import type { TaskRun } from '../execution/task-run.ts'
import type { Advance } from '../execution/turn.ts'
import { type ExecutionRows, jobKey, taskRunsInOrder } from './execution-rows.ts'

/** What one turn did, with the rows before and after it. */
export interface TakenTurn {
  readonly plan: Plan
  readonly before: ExecutionRows
  readonly after: ExecutionRows
  readonly advance: Advance
}

/**
 * Everything about a turn that must never be, in words; empty when all is well. These hold for every flow and every order of
 * events, so property tests and the stepped harness check them after each turn.
 */
export function executionViolations(turn: TakenTurn): readonly string[] {
  return [
    historyViolations,
    rowViolations,
    progressViolations,
    gateViolations,
    timerViolations,
    endViolations,
    workViolations,
  ].flatMap((check) => check(turn))
}

/** Histories only grow, and the state is their last entry. */
function historyViolations({ before, after }: TakenTurn): readonly string[] {
  const found = grown('the execution', before.execution, after.execution)
  for (const run of after.taskRuns.values()) {
    const earlier = before.taskRuns.get(run.id)
    found.push(...grown(nameOf(run), earlier ?? { histories: [] }, run))
    for (const [index, attempt] of run.attempts.entries()) {
      found.push(...grown(`attempt ${index} of ${nameOf(run)}`, earlier?.attempts[index] ?? { histories: [] }, attempt))
    }
    if (earlier !== undefined && isTerminated(earlier.state) && earlier !== run) {
      found.push(`${nameOf(run)} had ended in ${earlier.state} and changed`)
    }
  }
  return found
}

function grown(
  what: string,
  before: { readonly histories: readonly StateEntry[] },
  after: { readonly state: State; readonly histories: readonly StateEntry[] },
): string[] {
  const found: string[] = []
  if (after.histories.at(-1)?.state !== after.state) found.push(`${what} is ${after.state}, its history says otherwise`)
  if (before.histories.some((entry, index) => !sameEntry(entry, after.histories[index]))) {
    found.push(`the history of ${what} was rewritten`)
  }
  const repeated = after.histories.some((entry, index) => entry.state === after.histories[index - 1]?.state)
  if (repeated) found.push(`the history of ${what} repeats a state`)
  return found
}

function sameEntry(one: StateEntry, other: StateEntry | undefined): boolean {
  return one.state === other?.state && one.at === other.at
}

/** New rows are new, changed rows existed, no place in the order is taken twice, and every child has its parent. */
function rowViolations({ before, after, advance: { changes } }: TakenTurn): readonly string[] {
  const found: string[] = []
  for (const run of changes.taskRunsInserted)
    if (before.taskRuns.has(run.id)) found.push(`${nameOf(run)} was inserted twice`)
  for (const run of changes.taskRunsUpdated) {
    if (!before.taskRuns.has(run.id)) found.push(`${nameOf(run)} was updated and is not there`)
  }
  const sequences = taskRunsInOrder(after).map((run) => run.sequence)
  if (new Set(sequences).size !== sequences.length) found.push(`sequence numbers are ${sequences.join(', ')}`)
  if (after.execution.nextSequence <= Math.max(-1, ...sequences)) found.push('nextSequence is taken already')
  for (const run of after.taskRuns.values()) {
    if (run.parentId !== null && !after.taskRuns.has(run.parentId)) found.push(`${nameOf(run)} lost its parent`)
  }
  return found
}

/** What a container says about its children is what its children are. */
function progressViolations({ plan, after }: TakenTurn): readonly string[] {
  const containers = [...after.taskRuns.values()].flatMap((run) =>
    run.progress === null ? [] : [{ id: run.id, name: nameOf(run), progress: run.progress }],
  )
  const root = { id: null, name: 'the flow', progress: after.execution.progress }
  return [root, ...containers].flatMap(({ id, name, progress }) => {
    const ofGate = (run: TaskRun) => plan.nodes.get(run.taskId)?.branch === 'onPause'
    const children = [...after.taskRuns.values()].filter((run) => run.parentId === id && !ofGate(run))
    return [...activeViolation(name, progress, children), ...countViolation(name, progress, children, plan)]
  })
}

function activeViolation(name: string, progress: Progress, children: readonly TaskRun[]): readonly string[] {
  const active = children.filter((run) => !isTerminated(run.state)).length
  const counted = progress.active + (progress.lingering ?? 0)
  return active === counted ? [] : [`${name} counts ${counted} active children of ${active}`]
}

function countViolation(name: string, progress: Progress, children: readonly TaskRun[], plan: Plan): readonly string[] {
  const counts: Partial<Record<State, number>> = {}
  for (const run of children) {
    const side = isSideBranch(plan.nodes.get(run.taskId)?.branch ?? 'tasks')
    if (!side && isTerminated(run.state)) counts[run.state] = (counts[run.state] ?? 0) + 1
  }
  const states = new Set([...Object.keys(counts), ...Object.keys(progress.counts)] as State[])
  // A gate that waits no more counts how it ended like a first child.
  const own = [...states].reduce((sum, state) => sum + (progress.counts[state] ?? 0) - (counts[state] ?? 0), 0)
  return own === 0 || own === 1
    ? []
    : [`${name} counts ${JSON.stringify(progress.counts)} of ${JSON.stringify(counts)}`]
}

/**
 * A paused task run has one open request, or is a loop between two rounds; nothing else has a request. The execution is PAUSED as
 * long as there is any, or while a person wants it.
 */
function gateViolations({ after }: TakenTurn): readonly string[] {
  const found: string[] = []
  const paused = [...after.taskRuns.values()].filter((run) => run.state === 'PAUSED')
  const open = [...after.requests.values()].filter((request) => request.status === 'OPEN')
  const gates = paused.filter((run) => run.waiting?.kind !== 'interval')
  for (const run of gates) {
    const waitsFor = run.waiting?.kind === 'approval' ? run.waiting.requestId : null
    if (!open.some((request) => request.id === waitsFor)) found.push(`${nameOf(run)} is PAUSED without an open request`)
  }
  if (open.length !== gates.length) found.push(`${open.length} requests are open, ${gates.length} gates PAUSED`)
  const isPaused = after.execution.state === 'PAUSED'
  // A loop in `afterExecution` waits without the execution.
  const stopsAll = isTerminated(after.execution.state) ? gates.length > 0 : paused.length > 0
  const byPerson = after.audit.some((draft) => draft.action === 'execution.paused_by_person')
  if (isPaused !== stopsAll && !(byPerson && isPaused))
    found.push(`the execution is ${after.execution.state}, ${paused.length} gates wait`)
  const keys = [...after.requests.values()].map((one) => [one.taskId, one.iterationKey, one.round].join('/'))
  if (new Set(keys).size !== keys.length) found.push('two requests have one key')
  return found
}

/** Each deadline, retry and interval has its timer, and so has the start of what takes the place of a RETRIED execution. */
function timerViolations({ after }: TakenTurn): readonly string[] {
  const deadlines = [...after.requests.values()].filter((one) => one.status === 'OPEN' && one.dueAt !== null)
  // A loop that is RUNNING again begins its round at once.
  const waits = [...after.taskRuns.values()].filter(
    ({ waiting, state }) => (waiting?.kind === 'interval' && state === 'PAUSED') || waiting?.kind === 'retry',
  )
  const wanted = new Set([...deadlines, ...waits].map((one) => one.id))
  const own = [...after.timers.values()].filter(
    ({ purpose }) => purpose.kind !== 'new-execution' && purpose.kind !== 'sla',
  )
  const armed = own.map((timer) => timer.id)
  const follows = [...after.timers.values()].some(({ purpose }) => purpose.kind === 'new-execution')
  if ((after.execution.state === 'RETRIED') !== follows) return ['nothing follows what was RETRIED']
  const matches = wanted.size === armed.length && armed.every((id) => wanted.has(id))
  return matches ? [] : [`timers ${armed.join(', ')} are armed, wanted are ${[...wanted].join(', ')}`]
}

/** Nothing but `afterExecution` lives on after the end, the end is final, and whoever waits is told once. */
function endViolations({ plan, before, after, advance }: TakenTurn): readonly string[] {
  const found: string[] = []
  const { state } = after.execution
  if (isTerminated(before.execution.state) && before.execution.state !== state)
    found.push('the execution came back to life')
  if (isTerminated(state) !== (after.execution.endedAt !== null))
    found.push('endedAt does not say whether it has ended')
  const isAfter = (run: TaskRun): boolean => {
    const parent = run.parentId === null ? undefined : after.taskRuns.get(run.parentId)
    const branch = plan.nodes.get(run.taskId)?.branch
    if (branch === 'onPause' && run.state === 'RUNNING') return true
    const isAfterwards = branch === 'afterExecution' || branch?.startsWith('listener:') === true
    return parent === undefined ? isAfterwards : isAfter(parent)
  }
  if (isTerminated(state)) {
    for (const run of after.taskRuns.values()) {
      if (!isTerminated(run.state) && !isAfter(run)) found.push(`${nameOf(run)} lives on after the end`)
    }
  }
  const told = advance.changes.inboxAdded.filter((message) => message.news.kind === 'child-ended').length
  const isOverNow = after.execution.progress.branch === 'done' && before.execution.progress.branch !== 'done'
  // One that was RETRIED tells nobody: another one takes its place.
  const due = after.execution.parent !== null && isOverNow && state !== 'RETRIED' ? 1 : 0
  if (told !== due) found.push(`whoever waits was told ${told} times, should be ${due}`)
  return found
}

/** Each piece of work outside is asked for once and called off once, and exists as long as its task run waits for it. */
function workViolations({ plan, before, after, advance: { changes } }: TakenTurn): readonly string[] {
  const found: string[] = []
  for (const job of changes.jobsAdded)
    if (before.jobs.has(jobKey(job))) found.push(`job ${jobKey(job)} was added twice`)
  const known = new Set([...before.jobs.keys(), ...changes.jobsAdded.map(jobKey)])
  for (const job of changes.jobsRemoved) {
    if (!known.delete(jobKey(job))) found.push(`job ${jobKey(job)} was removed and was not there`)
  }
  const wanted = new Set([...after.taskRuns.values()].flatMap((run) => wantedJob(plan, run)))
  for (const key of wanted) if (!after.jobs.has(key)) found.push(`job ${key} is missing`)
  for (const key of after.jobs.keys()) if (!wanted.has(key)) found.push(`job ${key} is left over`)
  return found
}

function wantedJob(plan: Plan, run: TaskRun): readonly string[] {
  if (run.waiting?.kind === 'work' || run.waiting?.kind === 'batches') {
    return openJobs(plan.nodes.get(run.taskId) ?? null, run).map((attempt) => jobKey({ taskRunId: run.id, attempt }))
  }
  if (run.waiting?.kind === 'child') {
    return isToBeStarted(run.state) ? [jobKey({ taskRunId: run.id, attempt: run.attempts.length })] : []
  }
  const isEffect = plan.nodes.get(run.taskId)?.type?.kind === 'effect'
  return isEffect && run.state === 'RUNNING' ? [jobKey({ taskRunId: run.id, attempt: run.attempts.length - 1 })] : []
}

function nameOf(run: TaskRun): string {
  return `task run ${run.taskId}${run.iterationKey === '' ? '' : `[${run.iterationKey}]`}`
}
