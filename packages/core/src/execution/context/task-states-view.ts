import { createScope, type Scope, type ScopeValue } from '@countersign/expression'
import type { ValueMap } from '../../json/value.ts'
import { askData } from './data-question.ts'
import type { ContextInput } from './facts.ts'

/** `tasks`: `tasks.<id>.state` is the state of the newest task run of that task (engine.md 3.11). */
export function taskStatesView(input: ContextInput): Scope {
  const read = (taskId: string): ScopeValue | undefined => {
    const state = stateOf(input, taskId)
    return state === undefined ? undefined : { state }
  }
  return createScope({
    get: read,
    has: (taskId) => read(taskId) !== undefined,
    keys: () => [...input.plan.nodes.keys()].filter((taskId) => read(taskId) !== undefined),
  })
}

function stateOf({ facts, answers, plan }: ContextInput, taskId: string): string | undefined {
  if (!plan.nodes.has(taskId)) return undefined
  const run = facts.latestTaskRunOf(taskId)
  if (run !== undefined) return run?.state
  // The engine answers `taskStates` with a map of texts.
  const states = askData(answers, 'taskStates', []) as ValueMap
  const state = Object.hasOwn(states, taskId) ? states[taskId] : undefined
  return typeof state === 'string' ? state : undefined
}
