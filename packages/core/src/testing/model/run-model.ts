import { createExpressionEngine } from '@countersign/expression'
import fc from 'fast-check'
import { createRunnableCatalogue } from '../runnable-types.ts'
import { type Choice, type LifePlan, live } from './lives.ts'
import { randomTree } from './random-tree.ts'
import { writtenFlow } from './written-flow.ts'

/** Random lives of random flows. */
export function lifePlans(): fc.Arbitrary<LifePlan> {
  const choice: fc.Arbitrary<Choice> = fc.record({
    pick: fc.nat(10_000),
    intervenes: fc.nat(9).map((one) => one === 0),
    whole: fc.boolean(),
    repeats: fc.nat(4).map((one) => one === 0),
  })
  return fc.record({
    flow: randomTree({ isChild: false }),
    child: randomTree({ isChild: true }),
    choices: fc.array(choice, { maxLength: 30, size: 'max' }),
    hasAnswer: fc.boolean(),
    complete: fc.boolean(),
    cuts: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
  })
}

interface ModelRun {
  readonly runs: number
  readonly seed: number
  /** The life that an earlier run found. */
  readonly path?: string
  /** False: the first life found is given as it is, without making it smaller. */
  readonly smallest?: boolean
}

/**
 * Compares the engine with the reference model in `runs` random lives.
 * @throws Error that holds the smallest life found in which they differ, and the seed
 */
export function runModel({ runs, seed, path, smallest = true }: ModelRun): void {
  const tools = { catalogue: createRunnableCatalogue(), expressions: createExpressionEngine() }
  const result = fc.check(
    fc.property(lifePlans(), (plan) => live(plan, tools)),
    { numRuns: runs, seed, endOnFailure: !smallest, ...(path === undefined ? {} : { path }) },
  )
  if (!result.failed) return
  const [plan] = result.counterexample ?? []
  const where = `seed ${seed}, life ${result.numRuns}, made smaller ${result.numShrinks} times, path ${result.counterexamplePath}`
  const text = result.errorInstance instanceof Error ? result.errorInstance.message : 'it was interrupted'
  throw new Error(`${text}\n  ${where}${plan === undefined ? '' : `\n${describePlan(plan)}`}`, {
    cause: result.errorInstance,
  })
}

/** A life as somebody reads it who has to find out why it fails. */
function describePlan({ flow, child, choices, hasAnswer, complete, cuts }: LifePlan): string {
  const chosen = choices.map(({ pick, intervenes, whole, repeats }) =>
    [pick, intervenes ? 'i' : '', whole ? 'w' : '', repeats ? 'r' : ''].join(''),
  )
  return [
    `  flow   ${writtenFlow(flow)}`,
    `  child  ${writtenFlow(child)}`,
    `  choices ${chosen.join(' ')}; answer ${hasAnswer}, complete ${complete}, cuts ${cuts.join()}`,
  ].join('\n')
}
