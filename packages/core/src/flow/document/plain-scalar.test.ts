import { Decimal } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import { plainScalarValue } from './plain-scalar.ts'

describe('plainScalarValue', () => {
  it.each(['yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'])('reads %s as true', (text) => {
    expect(plainScalarValue(text)).toBe(true)
  })

  it.each(['no', 'off', 'OFF', 'false', 'False'])('reads %s as false', (text) => {
    expect(plainScalarValue(text)).toBe(false)
  })

  it.each(['', '~', 'null', 'Null', 'NULL'])('reads %j as nothing', (text) => {
    expect(plainScalarValue(text)).toBeNull()
  })

  it.each([
    ['0', 0],
    ['5', 5],
    ['-7', -7],
    ['+3', 3],
    ['1_000', 1000],
    ['010', 8],
    ['-010', -8],
    ['0x1F', 31],
    ['0b101', 5],
    ['9007199254740993', 9007199254740993n],
  ])('reads %s as an integer', (text, value) => {
    expect(plainScalarValue(text)).toBe(value)
  })

  it.each([
    ['1e3', '1000.0'],
    ['1.50', '1.5'],
    ['-0.5', '-0.5'],
    ['.5', '0.5'],
    ['1.', '1.0'],
    ['1e7', '1.0E7'],
  ])('reads %s as a decimal that prints %s', (text, printed) => {
    const value = plainScalarValue(text)
    expect(value).toBeInstanceOf(Decimal)
    expect(String(value)).toBe(printed)
  })

  it.each(['y', 'n', 'yEs', '08', '12:30', '2024-01-02', '1.2.3', '0o17', 'e3', '_1', '.inf', 'a b', '0x', '1e999'])(
    'keeps %s as a text',
    (text) => {
      expect(plainScalarValue(text)).toBe(text)
    },
  )
})
