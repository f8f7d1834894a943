/** States of executions and task runs, with Kestra's words (engine.md 3.3). */
export const STATES = [
  'CREATED',
  'SUBMITTED',
  'RUNNING',
  'PAUSED',
  'RESTARTED',
  'KILLING',
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'QUEUED',
  'RETRYING',
  'RETRIED',
  'SKIPPED',
  'BREAKPOINT',
] as const

export type State = (typeof STATES)[number]

/** One entry of a history: the state entered and when (milliseconds since the epoch). */
export interface StateEntry {
  readonly state: State
  readonly at: number
}

const TERMINATED: ReadonlySet<State> = new Set([
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'RETRIED',
  'SKIPPED',
])

/** True for a task run that waits to be started: for the first time, or again after a restart. */
export function isToBeStarted(state: State): boolean {
  return state === 'CREATED' || state === 'RESTARTED'
}

/** True while nothing new begins: a gate, a person or a breakpoint holds the execution. */
export function isHeld(state: State): boolean {
  return state === 'PAUSED' || state === 'BREAKPOINT'
}

/** True for states that nothing leaves but a restart, a replay or a forced change. */
export function isTerminated(state: State): boolean {
  return TERMINATED.has(state)
}
