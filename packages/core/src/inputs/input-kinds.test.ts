import { Decimal } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import type { Value } from '../json/value.ts'
import { toJsonText } from '../task/properties/value-text.ts'
import { coerceInput } from './coerce.ts'
import { INPUT_TYPES, type InputDeclaration, type InputType } from './declaration.ts'
import { inputKind } from './registry.ts'

function coerce(type: InputType, raw: Value, more: Partial<InputDeclaration> = {}): string {
  const result = coerceInput({ id: 'x', type, required: true, ...more }, raw, 'six-digits')
  return result.ok ? toJsonText(result.value) : result.error.code
}

describe('the registry', () => {
  it('has a kind for every type', () => {
    for (const type of INPUT_TYPES) expect(inputKind(type).type).toBe(type)
  })
})

describe('coercion', () => {
  it.each<[InputType, Value, string]>([
    ['STRING', 'hello', '"hello"'],
    ['STRING', 5, '"5"'],
    ['STRING', Decimal.double(1.5), '"1.5"'],
    ['STRING', { a: 1 }, '"{\\"a\\":1}"'],
    ['INT', '42', '42'],
    ['INT', '+7', '7'],
    ['INT', '-2147483648', '-2147483648'],
    ['INT', '2147483648', 'INPUT_TYPE'],
    ['INT', '1.5', 'INPUT_TYPE'],
    ['INT', ' 5 ', 'INPUT_TYPE'],
    ['INT', Decimal.double(5), 'INPUT_TYPE'],
    ['INT', true, 'INPUT_TYPE'],
    ['FLOAT', '5', '5.0'],
    ['FLOAT', '1e3', '1000.0'],
    ['FLOAT', '0.1', '0.1'],
    ['FLOAT', ' 1.5 ', '1.5'],
    ['FLOAT', '0.3333333333333333', '0.33333334'],
    ['FLOAT', 2, '2.0'],
    ['FLOAT', 'abc', 'INPUT_TYPE'],
    ['FLOAT', 'NaN', 'INPUT_TYPE'],
    ['FLOAT', '1e39', 'INPUT_TYPE'],
    ['FLOAT', [1], 'INPUT_TYPE'],
    ['BOOLEAN', 'TRUE', 'true'],
    ['BOOLEAN', 'False', 'false'],
    ['BOOL', true, 'true'],
    ['BOOL', 'yes', 'INPUT_TYPE'],
    ['BOOLEAN', 1, 'INPUT_TYPE'],
    ['DATE', '2024-02-29', '"2024-02-29"'],
    ['DATE', '2023-02-29', 'INPUT_TYPE'],
    ['DATE', '2024-1-2', 'INPUT_TYPE'],
    ['DATE', 'tomorrow', 'INPUT_TYPE'],
    ['DATETIME', '2024-01-02T03:04:05Z', '"2024-01-02T03:04:05.000000Z"'],
    ['DATETIME', '2024-01-02T03:04:05.123Z', '"2024-01-02T03:04:05.123000Z"'],
    ['DATETIME', '2024-01-02T03:04:05+02:00', '"2024-01-02T01:04:05.000000Z"'],
    ['DATETIME', '2024-01-01T00:30:00+0100', '"2023-12-31T23:30:00.000000Z"'],
    ['DATETIME', '2024-01-02T03:04:05', 'INPUT_TYPE'],
    ['DATETIME', '2024-01-02', 'INPUT_TYPE'],
    ['DATETIME', '2024-01-02T25:00:00Z', 'INPUT_TYPE'],
    ['TIME', '03:04', '"03:04:00"'],
    ['TIME', '03:04:05', '"03:04:05"'],
    ['TIME', '03:04:05.120', '"03:04:05.12"'],
    ['TIME', '25:00', 'INPUT_TYPE'],
    ['TIME', '3:04', 'INPUT_TYPE'],
    ['DURATION', 'PT5M', '300.0'],
    ['DURATION', 'P1D', '86400.0'],
    ['DURATION', '-PT5S', '-5.0'],
    ['DURATION', 'PT0.25S', '0.25'],
    ['DURATION', Decimal.double(300), '300.0'],
    ['DURATION', '300.0', 'INPUT_TYPE'],
    ['DURATION', '5m', 'INPUT_TYPE'],
    ['FILE', 'kestra:///a/b.txt', '"kestra:///a/b.txt"'],
    ['FILE', '/etc/passwd', 'INPUT_TYPE'],
    ['FILE', 'file:///etc/passwd', 'INPUT_TYPE'],
    ['URI', 'https://example.com/x', '"https://example.com/x"'],
    ['URI', 'http://localhost/x', '"http://localhost/x"'],
    ['URI', 'kestra:///a/b.txt', '"kestra:///a/b.txt"'],
    ['URI', 'notauri', 'INPUT_TYPE'],
    ['URI', 'http://a b', 'INPUT_TYPE'],
    ['EMAIL', 'a@b.co', '"a@b.co"'],
    ['EMAIL', 'a@b', '"a@b"'],
    ['EMAIL', '', '""'],
    ['EMAIL', 'nope', 'INPUT_TYPE'],
    ['JSON', '{"a":[1,null]}', '{"a":[1,null]}'],
    ['JSON', '[1,{"a":null}]', '[1,{}]'],
    ['JSON', '5', '5'],
    ['JSON', '"x"', '"x"'],
    ['JSON', '{"n":12345678901234567890,"d":1.0}', '{"n":12345678901234567890,"d":1.0}'],
    ['JSON', { a: 1 }, '{"a":1}'],
    ['JSON', '{bad', 'INPUT_TYPE'],
    ['YAML', 'a: [1, b]', '{"a":[1,"b"]}'],
    ['YAML', 'a: [', 'INPUT_TYPE'],
    ['YAML', ['x'], '["x"]'],
    ['ARRAY', '[1,2]', '[1,2]'],
    ['ARRAY', '1,2', 'INPUT_TYPE'],
    ['ARRAY', '{"a":1}', 'INPUT_TYPE'],
  ])('%s: %j becomes %s', (type, raw, expected) => {
    expect(coerce(type, raw)).toBe(expected)
  })

  it('of items goes by their type', () => {
    expect(coerce('ARRAY', '["1","2"]', { itemType: 'INT' })).toBe('[1,2]')
    expect(coerce('ARRAY', ['PT1S'], { itemType: 'DURATION' })).toBe('[1.0]')
    expect(coerce('ARRAY', '["x"]', { itemType: 'INT' })).toBe('INPUT_TYPE')
    expect(coerce('ARRAY', '[null]', { itemType: 'INT' })).toBe('INPUT_TYPE')
    expect(coerce('MULTISELECT', '["X","Z"]', { values: ['X', 'Y', 'Z'] })).toBe('["X","Z"]')
    expect(coerce('MULTISELECT', '["X","Q"]', { values: ['X', 'Y'] })).toBe('INPUT_CHOICE')
    expect(coerce('MULTISELECT', ['X', 'Q'], { values: ['X'], allowCustomValue: true })).toBe('["X","Q"]')
    expect(coerce('MULTISELECT', '[1]', { values: ['1'], itemType: 'INT' })).toBe('[1]')
  })

  it('names the item that is wrong', () => {
    const result = coerceInput({ id: 'x', type: 'ARRAY', required: true, itemType: 'INT' }, '[1,"b"]', 'shortest')
    expect(result).toMatchObject({
      ok: false,
      error: { field: 'x', message: expect.stringContaining('item 2 (`b`) must be a whole number') },
    })
  })

  it('writes dates of forms and outputs with as few digits as needed (case pa-alltypes)', () => {
    const shortest = (text: string) => {
      const result = coerceInput({ id: 'x', type: 'DATETIME', required: true }, text, 'shortest')
      return result.ok ? result.value : null
    }
    expect(shortest('2024-01-02T03:04:05Z')).toBe('2024-01-02T03:04:05Z')
    expect(shortest('2024-01-02T03:04:05.120Z')).toBe('2024-01-02T03:04:05.120Z')
    expect(shortest('2024-01-02T03:04:05.000120Z')).toBe('2024-01-02T03:04:05.000120Z')
    expect(shortest('2024-01-02T03:04:05.123456789+01:00')).toBe('2024-01-02T02:04:05.123456789Z')
  })
})

describe('checks', () => {
  it.each<[InputType, string, Partial<InputDeclaration>, string]>([
    ['INT', '5', { min: 5, max: 10 }, '5'],
    ['INT', '11', { min: 5, max: 10 }, 'INPUT_RANGE'],
    ['FLOAT', '0.4', { min: Decimal.double(0.5) }, 'INPUT_RANGE'],
    ['FLOAT', '0.5', { min: Decimal.double(0.5) }, '0.5'],
    ['DATE', '2024-06-01', { after: '2024-06-01', before: '2024-06-30' }, '"2024-06-01"'],
    ['DATE', '2024-07-01', { before: '2024-06-30' }, 'INPUT_RANGE'],
    ['TIME', '09:00', { after: '09:00:00' }, '"09:00:00"'],
    ['TIME', '08:59', { after: '09:00' }, 'INPUT_RANGE'],
    ['DATETIME', '2024-01-01T00:59:00+01:00', { after: '2024-01-01T00:00:00Z' }, 'INPUT_RANGE'],
    ['DATETIME', '2024-01-01T01:00:00+01:00', { after: '2024-01-01T00:00:00Z' }, '"2024-01-01T00:00:00.000000Z"'],
    ['DURATION', 'PT30S', { min: 'PT1M' }, 'INPUT_RANGE'],
    ['DURATION', 'PT60S', { min: 'PT1M', max: 'PT1M' }, '60.0'],
    ['DURATION', 'PT61S', { max: 'PT1M' }, 'INPUT_RANGE'],
    ['STRING', 'abc1', { validator: '[a-z]+' }, 'INPUT_PATTERN'],
    ['STRING', 'ABC', { validator: '(?i)[a-z]+' }, '"ABC"'],
    ['STRING', 'a-b', { validator: '[\\w\\-]+' }, '"a-b"'],
    ['SELECT', 'A', { values: ['A'] }, '"A"'],
    ['SELECT', 'B', { values: ['A'] }, 'INPUT_CHOICE'],
    ['ENUM', 'B', { values: ['A'] }, 'INPUT_CHOICE'],
    ['ENUM', 'B', { values: ['A'], required: false }, '"B"'],
    ['FILE', 'kestra:///a/b.CSV', { allowedFileExtensions: ['.csv'] }, '"kestra:///a/b.CSV"'],
    ['FILE', 'kestra:///a/b.exe', { allowedFileExtensions: ['.csv'] }, 'INPUT_CHOICE'],
    ['FILE', 'kestra:///a/b.exe', { allowedFileExtensions: ['csv'], accept: ['.txt'] }, 'INPUT_CHOICE'],
    ['FILE', 'kestra:///a/b.txt', { allowedFileExtensions: ['csv'], accept: ['.txt'] }, '"kestra:///a/b.txt"'],
    ['FILE', 'kestra:///a/b.png', { accept: ['image/*', '.pdf'] }, '"kestra:///a/b.png"'],
    ['FILE', 'kestra:///a/b.exe', { allowedFileExtensions: ['png'], accept: ['image/*'] }, 'INPUT_CHOICE'],
    ['FILE', 'kestra:///a/b.png', { allowedFileExtensions: ['png'], accept: ['image/*'] }, '"kestra:///a/b.png"'],
    [
      'FILE',
      'kestra:///a/b.pdf',
      { allowedFileExtensions: ['png'], accept: ['image/*', '.pdf'] },
      '"kestra:///a/b.pdf"',
    ],
    ['FILE', 'kestra:///a/b.exe', { allowedFileExtensions: [], accept: ['image/*'] }, '"kestra:///a/b.exe"'],
  ])('%s: %s with %j gives %s', (type, raw, declaration, expected) => {
    expect(coerce(type, raw, declaration)).toBe(expected)
  })

  it('list at most twenty choices', () => {
    const values = Array.from({ length: 25 }, (_, index) => `c${index}`)
    const result = coerceInput({ id: 'x', type: 'SELECT', required: true, values }, 'z', 'shortest')
    expect(result).toMatchObject({ error: { message: expect.stringMatching(/`c19` and 5 more; received `z`\.$/) } })
  })
})
