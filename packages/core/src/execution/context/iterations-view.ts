import { createScope, type ScopeValue } from '@countersign/expression'
import type { ValueMap } from '../../json/value.ts'
import { isSideBranch } from '../final-state.ts'
import { isValueLoop } from '../flowables/loop-types.ts'
import type { PlanNode } from '../plan.ts'
import type { TaskRun } from '../task-run.ts'
import { askData } from './data-question.ts'
import type { ContextInput } from './facts.ts'
import { openSealed } from './open-sealed.ts'
import { rowsOf, taskIds } from './outputs-view.ts'

/** How many loops over values a task is inside of. */
export function loopDepth(node: PlanNode): number {
  const { parent, branch } = node
  if (parent === null) return 0
  return loopDepth(parent) + (isValueLoop(parent) && !isSideBranch(branch) ? 1 : 0)
}

/**
 * The outputs of a task inside of loops: one level for each loop, its values as names. An entry is looked up by the values that
 * lead to it, so that reading the outputs of one iteration costs the same however many there are. Undefined when there are none.
 */
export function iterationsView(input: ContextInput, taskId: string, depth: number): ScopeValue | undefined {
  return hasOutputs(input, taskId) ? level(input, taskId, depth, []) : undefined
}

function level(input: ContextInput, taskId: string, depth: number, prefix: readonly string[]): ScopeValue {
  const isLast = prefix.length + 1 === depth
  const names = () => namesUnder(input, taskId, prefix)
  // The values of the iteration that reads are known to exist; to look for them among all others would load them all.
  const exists = (value: string) => valuesAround(input)[prefix.length] === value || names().has(value)
  const leaf = (value: string) => {
    const outputs = outputsAt(input, taskId, [...prefix, value])
    return outputs === undefined ? undefined : openSealed(outputs, input.answers)
  }
  return createScope({
    get: (value) =>
      isLast ? leaf(value) : exists(value) ? level(input, taskId, depth, [...prefix, value]) : undefined,
    has: (value) => (isLast ? leaf(value) !== undefined : exists(value)),
    keys: names,
  })
}

function hasOutputs(input: ContextInput, taskId: string): boolean {
  const rows = input.facts.outputsOf(taskId)
  if (rows !== undefined) return rows.length > 0
  const own = valuesAround(input)
  if (own.length > 0 && known(input, taskId, own) !== undefined) return true
  return (input.facts.outputsSince?.(taskId) ?? []).length > 0 || taskIds(input).includes(taskId)
}

function namesUnder(input: ContextInput, taskId: string, prefix: readonly string[]): ReadonlySet<string> {
  const under = rowsOf(input, taskId).filter(({ path }) => prefix.every((value, index) => path[index] === value))
  return new Set(under.map(({ path }) => path[prefix.length] ?? ''))
}

function outputsAt(input: ContextInput, taskId: string, path: readonly string[]): ValueMap | undefined {
  const row = known(input, taskId, path)
  if (row !== undefined) return row?.outputs
  const answer = askData(input.answers, 'outputsAt', [taskId, path])
  // The engine answers with a map of outputs, or null.
  return (answer ?? undefined) as ValueMap | undefined
}

function known({ facts }: ContextInput, taskId: string, path: readonly string[]) {
  return facts.outputsAt(taskId, path)
}

/** The values of the loops around the task run that reads, outermost first. */
function valuesAround({ facts, run }: ContextInput): readonly string[] {
  const values: string[] = []
  for (let one: TaskRun | undefined = run ?? undefined; one !== undefined; ) {
    if (one.value !== null) values.unshift(one.value)
    one = one.parentId === null ? undefined : facts.findTaskRun(one.parentId)
  }
  return values
}
