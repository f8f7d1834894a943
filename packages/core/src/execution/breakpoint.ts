import type { TaskRun } from './task-run.ts'

/** A task before which an execution stops, until somebody lets it go on. In a loop: only for this value, when one is named. */
export interface Breakpoint {
  readonly taskId: string
  readonly value: string | null
}

/** Reads Kestra's form: `taskId`, or `taskId.value` for one value of a loop. Ids of tasks have no dots, values may. */
export function parseBreakpoint(text: string): Breakpoint {
  const dot = text.indexOf('.')
  return dot < 0 ? { taskId: text, value: null } : { taskId: text.slice(0, dot), value: text.slice(dot + 1) }
}

/**
 * True when a task run that is about to begin has to wait for a person first. One that was let go on is not stopped again, and
 * neither is one that runs again after a restart or a replay from it, as in Kestra.
 */
export function isStoppedBy(breakpoints: readonly Breakpoint[], { taskId, value, state, histories }: TaskRun): boolean {
  if (breakpoints.length === 0 || state !== 'CREATED') return false
  if (histories.some((entry) => entry.state === 'BREAKPOINT')) return false
  return breakpoints.some((one) => one.taskId === taskId && (one.value === null || one.value === value))
}
