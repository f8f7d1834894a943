import { describe, expect, it } from 'vitest'
import type { Value } from '../json/value.ts'
import { combinedBehavior, failingChecks } from './evaluate-checks.ts'
import type { CheckBehavior, CreationCheck } from './policies.ts'

class Pending extends Error {}

function check(condition: string, behavior: CheckBehavior = 'BLOCK_EXECUTION'): CreationCheck {
  return { condition, message: `not ${condition}`, style: 'INFO', behavior }
}

/** Renders conditions to the given values; those without one fail. */
function failing(checks: readonly CreationCheck[], values: Readonly<Record<string, Value>>) {
  return failingChecks(checks, {
    isPending: (error) => error instanceof Pending,
    renderer: {
      typed(template) {
        if (template === 'pending') throw new Pending()
        const value = values[template]
        if (value === undefined) throw new Error('no such variable')
        return value
      },
    },
  })
}

describe('checks of a flow', () => {
  it('hold when they are true, and fail with everything else', () => {
    const values = { a: true, b: ' True ', c: false, d: 'yes', e: 1, f: null, g: [], h: '' }
    const checks = Object.keys(values).map((name) => check(name))
    expect(failing(checks, values).map(({ condition }) => condition)).toEqual(['c', 'd', 'e', 'f', 'g', 'h'])
  })

  it('block when they cannot be evaluated, and say why', () => {
    expect(failing([check('x', 'CREATE_EXECUTION')], {})).toEqual([
      {
        condition: 'x',
        message: 'not x (This check could not be evaluated: no such variable)',
        style: 'ERROR',
        behavior: 'BLOCK_EXECUTION',
      },
    ])
  })

  it('pass the signal on that an answer is missing', () => {
    expect(() => failing([check('pending')], {})).toThrow(Pending)
  })

  it.each([
    [[], null],
    [['CREATE_EXECUTION'], 'CREATE_EXECUTION'],
    [['CREATE_EXECUTION', 'FAIL_EXECUTION'], 'FAIL_EXECUTION'],
    [['FAIL_EXECUTION', 'BLOCK_EXECUTION', 'CREATE_EXECUTION'], 'BLOCK_EXECUTION'],
  ] as const)('%j together: %s', (behaviors, combined) => {
    expect(combinedBehavior(behaviors.map((behavior) => check('x', behavior)))).toBe(combined)
  })
})
