import { describe, expect, it } from 'vitest'
import { isAppError } from '../errors/app-error.ts'
import type { Value } from '../json/value.ts'
import { toJsonText } from '../task/properties/value-text.ts'
import { coerceOutput } from './coerce-output.ts'
import type { InputType } from './declaration.ts'

function coerce(type: InputType, value: Value): string {
  return toJsonText(coerceOutput({ id: 'o', type }, value, { encrypt: (clear) => `<${clear.length}>` }))
}

describe('coerceOutput', () => {
  it.each<[InputType, Value, string]>([
    ['INT', '5', '5'],
    ['STRING', '{"value":"5"}', '"{\\"value\\":\\"5\\"}"'],
    ['JSON', '{"value":"5"}', '{"value":"5"}'],
    ['BOOLEAN', true, 'true'],
    ['ARRAY', '[1,2]', '[1,2]'],
    ['FLOAT', '0.3333333333333333', '0.33333334'],
    ['DATE', '2024-01-02', '"2024-01-02"'],
    ['DATETIME', '2024-01-02T03:04:05Z', '"2024-01-02T03:04:05Z"'],
    ['DURATION', 'PT1M', '60.0'],
    ['SECRET', 'hush', '"<4>"'],
  ])('gives outputs their type: %s (case ou-typed2)', (type, value, expected) => {
    expect(coerce(type, value)).toBe(expected)
  })

  it('says which output is wrong, and what was received', () => {
    const attempt = () => coerce('INT', 'x')
    expect(attempt).toThrow('Output `o` must be a whole number from -2147483648 to 2147483647; received `x`.')
    expect(() => coerce('STRING', null)).toThrow('Output `o` must have a value; it is null.')
    try {
      attempt()
    } catch (error) {
      expect(isAppError(error) && error.fields).toMatchObject([{ field: 'o', code: 'INPUT_TYPE' }])
    }
  })

  it('refuses a secret when there is no key, without repeating it', () => {
    expect(() => coerceOutput({ id: 'o', type: 'SECRET' }, 'hush')).toThrow(/no encryption key/)
    expect(() => coerceOutput({ id: 'o', type: 'SECRET' }, 'hush')).not.toThrow(/hush/)
  })
})
