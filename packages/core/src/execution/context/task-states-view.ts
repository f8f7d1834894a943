import { createScope, type Scope, type ScopeValue } from '@countersign/expression'
import type { State } from '../state.ts'
import { askData } from './data-question.ts'
import type { ContextInput } from './facts.ts'

/** `tasks`: `tasks.<id>.state` is the state of the newest task run of that task (engine.md 3.11). */
export function taskStatesView(input: ContextInput): Scope {
  const read = (taskId: string): ScopeValue | undefined => {
    const state = stateOfTask(input, taskId)
    return state === undefined ? undefined : { state }
  }
  return createScope({
    get: read,
    has: (taskId) => read(taskId) !== undefined,
    keys: () => [...input.plan.nodes.keys()].filter((taskId) => read(taskId) !== undefined),
  })
}

/** The state of the newest task run of a task, asked for when need be; undefined when it has none. */
export function stateOfTask({ facts, answers, plan }: ContextInput, taskId: string): State | undefined {
  if (!plan.nodes.has(taskId)) return undefined
  const run = facts.latestTaskRunOf(taskId)
  if (run !== undefined) return run?.state
  // The engine answers `taskStates` with a map of states.
  const states = askData(answers, 'taskStates', []) as Readonly<Record<string, State>>
  return Object.hasOwn(states, taskId) ? states[taskId] : undefined
}
