import { createScope, type Scope, type ScopeValue } from '@countersign/expression'
import type { Value } from '../../json/value.ts'
import { isList } from '../../task/properties/value-text.ts'
import { isSideBranch } from '../final-state.ts'
import { isValueLoop } from '../flowables/loop-types.ts'
import type { State } from '../state.ts'
import { askData } from './data-question.ts'
import type { ContextInput } from './facts.ts'

/**
 * `tasks`: `tasks.<id>.state` is the state of the newest task run of that task (engine.md 3.11). A direct child of a loop has
 * one entry for each value instead: `tasks.<id>.<value>.state`.
 */
export function taskStatesView(input: ContextInput): Scope {
  const read = (taskId: string): ScopeValue | undefined => {
    const node = input.plan.nodes.get(taskId)
    const state = stateOfTask(input, taskId)
    if (state === undefined) return undefined
    const isLoopChild = node?.parent != null && isValueLoop(node.parent) && !isSideBranch(node.branch)
    return isLoopChild ? statesByValue(input, taskId) : { state }
  }
  return createScope({
    get: read,
    has: (taskId) => read(taskId) !== undefined,
    keys: () => [...input.plan.nodes.keys()].filter((taskId) => read(taskId) !== undefined),
  })
}

function statesByValue(input: ContextInput, taskId: string): Scope {
  const read = (value: string): ScopeValue | undefined => {
    const run = input.facts.latestTaskRunOf(taskId, value)
    const state = run === undefined ? askData(input.answers, 'taskStateAt', [taskId, value]) : (run?.state ?? null)
    return state === null ? undefined : { state }
  }
  const values = () => input.facts.valuesOf(taskId) ?? texts(askData(input.answers, 'taskValues', [taskId]))
  return createScope({ get: read, has: (value) => read(value) !== undefined, keys: values })
}

function texts(answer: Value): readonly string[] {
  return isList(answer) ? answer.map(String) : []
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
