import { describe, expect, it } from 'vitest'
import { finalState, tolerate } from './final-state.ts'

describe('the final state of a container', () => {
  it.each([
    [{}, 'SUCCESS'],
    [{ SUCCESS: 3, SKIPPED: 1, CANCELLED: 1 }, 'SUCCESS'],
    [{ SUCCESS: 3, WARNING: 1 }, 'WARNING'],
    [{ WARNING: 2, FAILED: 1 }, 'FAILED'],
    [{ FAILED: 2, KILLED: 1 }, 'KILLED'],
  ] as const)('of children that ended as %o is %s', (counts, state) => {
    expect(finalState(counts)).toBe(state)
  })

  it.each([
    ['FAILED', true, false, 'WARNING'],
    ['FAILED', true, true, 'SUCCESS'],
    ['FAILED', false, true, 'FAILED'],
    ['WARNING', false, true, 'SUCCESS'],
    ['WARNING', true, false, 'WARNING'],
    ['KILLED', true, true, 'KILLED'],
    ['SUCCESS', true, true, 'SUCCESS'],
  ] as const)('%s with allowFailure %s and allowWarning %s is %s', (state, failure, warning, result) => {
    expect(tolerate(state, failure, warning)).toBe(result)
    expect(finalState({ [state]: 1 }, failure, warning)).toBe(result)
  })
})
