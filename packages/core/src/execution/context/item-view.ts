import { createScope, type ScopeValue } from '@countersign/expression'
import { isList } from '../../task/properties/value-text.ts'
import { readKeyed } from '../keyed-value.ts'
import { LOOP_VALUES_PER_CHUNK, type TaskRun } from '../task-run.ts'
import { askData } from './data-question.ts'
import type { ContextInput } from './facts.ts'

/**
 * `item`: the iteration of the nearest Loop around, with `value`, `index` and, over a map, `key`. Loops further out are its `parent`,
 * and all of them, nearest first, its `parents` (version-2.md). Undefined outside of Loops.
 */
export function itemView(input: ContextInput): ScopeValue | undefined {
  const [own, ...outer] = iterationsAround(input)
  if (own === undefined) return undefined
  const parents = outer.map((iteration) => itemOf(input, iteration))
  return itemOf(input, own, parents)
}

interface Iteration {
  readonly loopRun: TaskRun
  readonly run: TaskRun
}

/** Nearest first. */
function iterationsAround({ facts, run }: ContextInput): readonly Iteration[] {
  const found: Iteration[] = []
  for (let one: TaskRun | undefined = run ?? undefined; one !== undefined; ) {
    const parent: TaskRun | undefined = one.parentId === null ? undefined : facts.findTaskRun(one.parentId)
    if (parent?.progress?.numbered === true && one.value !== null) found.push({ loopRun: parent, run: one })
    one = parent
  }
  return found
}

function itemOf(input: ContextInput, { loopRun, run }: Iteration, parents: readonly ScopeValue[] = []): ScopeValue {
  const [parent] = parents
  const members: Readonly<Record<string, () => ScopeValue>> = {
    value: () => run.value,
    index: () => run.iteration,
    ...(loopRun.progress?.keyed === true ? { key: () => keyOf(input, loopRun, run.iteration ?? 0) } : {}),
    ...(parent === undefined ? {} : { parent: () => parent }),
    parents: () => parents,
  }
  return createScope({
    get: (name) => (Object.hasOwn(members, name) ? members[name]?.() : undefined),
    has: (name) => Object.hasOwn(members, name),
    keys: () => Object.keys(members),
  })
}

/** The key stays with the values of the loop; it is looked up when it is read. @throws PendingSignal */
function keyOf({ facts, answers }: ContextInput, loopRun: TaskRun, iteration: number): string {
  const known = facts.loopValue?.(loopRun.id, iteration)
  if (known !== undefined) return readKeyed(known).key
  const chunk = Math.floor(iteration / LOOP_VALUES_PER_CHUNK)
  const answer = askData(answers, 'loopValues', [loopRun.id, chunk])
  const text = isList(answer) ? answer[iteration % LOOP_VALUES_PER_CHUNK] : undefined
  return typeof text === 'string' ? readKeyed(text).key : ''
}
