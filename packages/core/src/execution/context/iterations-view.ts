import { createScope, type ScopeValue } from '@countersign/expression'
import type { ValueMap } from '../../json/value.ts'
import { isSideBranch } from '../final-state.ts'
import { isNumberedLoop, isValueLoop } from '../flowables/loop-types.ts'
import type { PlanNode } from '../plan.ts'
import type { TaskRun } from '../task-run.ts'
import { askData } from './data-question.ts'
import type { ContextInput } from './facts.ts'
import { openSealed } from './open-sealed.ts'
import { rowsOf, taskIds } from './output-rows.ts'
import { valuePath } from './value-path.ts'

/** The loops over values that a task is inside of, outermost first. */
export function loopsAround(node: PlanNode): readonly PlanNode[] {
  const { parent, branch } = node
  if (parent === null) return []
  const outer = loopsAround(parent)
  return isValueLoop(parent) && !isSideBranch(branch) ? [...outer, parent] : outer
}

/**
 * The outputs of a task inside of loops: one level for each loop, its values as names. An entry is looked up by the values that
 * lead to it, so that reading the outputs of one iteration costs the same however many there are. A loop with numbered iterations is
 * no level: inside of it the outputs of the own iteration are seen, outside none. Undefined when there are none.
 */
export function iterationsView(
  input: ContextInput,
  taskId: string,
  loops: readonly PlanNode[],
): ScopeValue | undefined {
  const steps = loops.map((loop) => (isNumberedLoop(loop) ? ownIteration(input, loop) : ANY))
  const path = steps.filter((step) => step !== undefined)
  if (path.length < steps.length || !hasOutputs(input, taskId)) return undefined
  return below(input, taskId, path, [])
}

/** A level of a path at which every value can be named. */
const ANY = Symbol('any value')

type PathPattern = readonly (string | typeof ANY)[]

/** The number of the iteration of a loop that the task run that reads is in; undefined outside of it. */
function ownIteration({ facts, run }: ContextInput, loop: PlanNode): string | undefined {
  for (let one: TaskRun | undefined = run ?? undefined; one !== undefined; ) {
    const parent: TaskRun | undefined = one.parentId === null ? undefined : facts.findTaskRun(one.parentId)
    if (parent?.taskId === loop.task.id && one.iteration !== null) return String(one.iteration)
    one = parent
  }
  return undefined
}

function below(
  input: ContextInput,
  taskId: string,
  pattern: PathPattern,
  prefix: readonly string[],
): ScopeValue | undefined {
  const step = pattern[prefix.length]
  if (step === undefined) {
    const outputs = outputsAt(input, taskId, prefix)
    return outputs === undefined ? undefined : openSealed(outputs, input.answers)
  }
  return step === ANY ? level(input, taskId, pattern, prefix) : below(input, taskId, pattern, [...prefix, step])
}

function level(input: ContextInput, taskId: string, pattern: PathPattern, prefix: readonly string[]): ScopeValue {
  const isLast = prefix.length + 1 === pattern.length
  const names = () => namesUnder(input, taskId, prefix)
  // The values of the iteration that reads are known to exist; to look for them among all others would load them all.
  const exists = (value: string) => valuesAround(input)[prefix.length] === value || names().has(value)
  const under = (value: string) => below(input, taskId, pattern, [...prefix, value])
  return createScope({
    get: (value) => (isLast || exists(value) ? under(value) : undefined),
    has: (value) => (isLast ? under(value) !== undefined : exists(value)),
    keys: names,
  })
}

/** The outputs of one task run inside of loops over values, without looking at those of other iterations. Undefined when it has none. */
export function outputsOfIteration(input: ContextInput, run: TaskRun): ValueMap | undefined | 'outside of loops' {
  const path = valuesAround({ ...input, run })
  return path.length === 0 ? 'outside of loops' : outputsAt(input, run.taskId, path)
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

/** Where outputs of the task run that reads would be. */
function valuesAround({ facts, run }: ContextInput): readonly string[] {
  return run === null ? [] : valuePath(run, (id) => facts.findTaskRun(id))
}
