import { describe, it } from 'vitest'
import { runModel } from './run-model.ts'

/** A second file, so that two processors share the work. */
describe('the engine', () => {
  it('goes where the reference model goes, in 1,000 other random lives', () => {
    runModel({ runs: 1_000, seed: 27_087 })
  }, 120_000)
})
