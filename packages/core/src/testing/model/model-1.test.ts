import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasGateBetweenOthers } from './random-tree.ts'
import { lifePlans, runModel } from './run-model.ts'

describe('the engine', () => {
  it('goes where the reference model goes, in 1,000 random lives', () => {
    runModel({ runs: 1_000, seed: 27_086 })
  }, 120_000)
})

describe('the random flows', () => {
  it('have a gate inside of a Parallel, a loop or a Subflow more often than not', () => {
    const plans = fc.sample(lifePlans(), { numRuns: 300, seed: 1 })
    const gated = plans.filter(({ flow, child }) => hasGateBetweenOthers(flow, child)).length
    expect(gated).toBeGreaterThan(150)
  })
})
