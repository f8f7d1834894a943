import { describe, expect, it } from 'vitest'
import type { Value, ValueMap } from '../json/value.ts'
import { toJsonText } from '../task/properties/value-text.ts'
import type { InputDeclaration, RawInput } from './declaration.ts'
import { INPUT_ERROR_CODES } from './input-kind.ts'
import { type InputContext, resolveInputs, storedFormValues } from './resolve-inputs.ts'
import { uploadName } from './upload.ts'

class Waiting extends Error {}

/** Renders `{{ name }}` to an input, `{{ =json }}` to a literal; `{{ wait }}` is pending and `{{ fail }}` fails. */
function rendererFor(inputs: ValueMap) {
  const evaluate = (template: string): Value => {
    const name = template.replace(/^.*\{\{\s*/s, '').replace(/\s*\}\}.*$/s, '')
    if (name === 'wait') throw new Waiting('kv')
    if (name.startsWith('=')) return JSON.parse(name.slice(1))
    const [input = '', wanted] = name.split(' is ')
    if (!Object.hasOwn(inputs, input)) throw new Error(`there is no input ${input}`)
    const value = inputs[input] ?? null
    return wanted === undefined ? value : String(value) === wanted
  }
  return {
    typed: evaluate,
    text: (template: string) => template.replace(/\{\{.*?\}\}/g, (one) => String(evaluate(one))),
  }
}

const CONTEXT: InputContext = {
  placeOf: (declaration, file) => `kestra:///inputs/${declaration.id}/${uploadName(file, declaration)}`,
  dateTimes: 'six-digits',
  rendererFor,
  isPending: (error) => error instanceof Waiting,
  encrypt: (clear) => ({ type: 'encrypted', value: [...clear].reverse().join('') }),
  owner: 'flow `demo.f`',
}

type Declared = Partial<InputDeclaration> & Pick<InputDeclaration, 'id' | 'type'>

function resolve(
  declarations: readonly Declared[],
  given: Readonly<Record<string, string | RawInput>> = {},
  context: Partial<InputContext> = {},
) {
  const raw = Object.entries(given).map(([id, input]): [string, RawInput] => [
    id,
    typeof input === 'string' ? { kind: 'text', text: input } : input,
  ])
  const declared = declarations.map((declaration) => ({ required: true, ...declaration }))
  return resolveInputs(declared, new Map(raw), { ...CONTEXT, ...context })
}

const upload = (name: string | null, size: number): RawInput => ({
  kind: 'file',
  file: { name, size, digest: '', open: async function* () {} },
})

describe('values', () => {
  it('come in the order of the declarations, dotted ids nested', () => {
    const { values, errors } = resolve(
      [
        { id: 'b', type: 'STRING' },
        { id: 'n.more.int', type: 'INT' },
        { id: 'a', type: 'BOOLEAN' },
        { id: 'n.x', type: 'STRING', required: false },
      ],
      { a: 'TRUE', b: '  x ', 'n.more.int': '42' },
    )
    expect(errors).toEqual([])
    expect(toJsonText(values)).toBe('{"b":"  x ","n":{"more":{"int":42},"x":null},"a":true}')
  })

  it('are null for optional inputs that were not given, or were given as an empty text (case in-empty-int)', () => {
    const { values } = resolve(
      [
        { id: 'a', type: 'INT', required: false },
        { id: 'b', type: 'STRING', required: false },
      ],
      { a: '' },
    )
    expect(values).toEqual({ a: null, b: null })
    expect(storedFormValues(values)).toEqual({})
  })

  it('count an empty text as nothing, and an empty typed value as a value', () => {
    expect(resolve([{ id: 'a', type: 'STRING' }], { a: '' }).errors).toMatchObject([
      { field: 'a', code: 'INPUT_MISSING' },
    ])
    expect(resolve([{ id: 'a', type: 'STRING', defaults: 'd' }], { a: '' }).values).toEqual({ a: 'd' })
    expect(resolve([{ id: 'a', type: 'STRING' }], { a: { kind: 'value', value: '' } }).values).toEqual({ a: '' })
    expect(resolve([{ id: 'a', type: 'STRING' }], { a: { kind: 'value', value: null } }).errors).toHaveLength(1)
  })

  it('take the address that an uploaded file gets', () => {
    const { values, errors } = resolve([{ id: 'a', type: 'FILE' }], { a: upload(String.raw`dir\a.csv`, 3) })
    expect(errors).toEqual([])
    expect(values).toEqual({ a: 'kestra:///inputs/a/a.csv' })
    const nameless = resolve([{ id: 'a', type: 'FILE', extension: 'txt' }], { a: upload(null, 3) })
    expect(nameless.values).toEqual({ a: 'kestra:///inputs/a/upload.txt' })
  })

  it('refuse files that are empty, of another kind, or for what takes none', () => {
    const declared = [
      { id: 'empty', type: 'FILE' },
      { id: 'text', type: 'STRING' },
      { id: 'kind', type: 'FILE', allowedFileExtensions: ['.csv'] },
      { id: 'fine', type: 'FILE', allowedFileExtensions: ['.csv'] },
    ] as const
    const given = { empty: upload('a', 0), text: upload('a', 3), kind: upload('a.exe', 3), fine: upload('A.CSV', 3) }
    const { errors } = resolve(declared, given)
    expect(errors.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'empty INPUT_FILE',
      'text INPUT_FILE',
      'kind INPUT_CHOICE',
    ])
  })

  it('refuse a path on the disk of the server, and take addresses of stored files', () => {
    expect(resolve([{ id: 'a', type: 'FILE' }], { a: '/etc/passwd' }).errors).toMatchObject([{ code: 'INPUT_TYPE' }])
    expect(resolve([{ id: 'a', type: 'FILE' }], { a: 'file:///etc/passwd' }).errors).toHaveLength(1)
    expect(resolve([{ id: 'a', type: 'FILE', defaults: 'nsfile:///a.txt' }], {}).values).toEqual({
      a: 'nsfile:///a.txt',
    })
  })

  it('may be called __proto__ without harm', () => {
    const { values } = resolve([{ id: '__proto__.polluted', type: 'STRING' }], { '__proto__.polluted': 'x' })
    expect(Object.hasOwn(values, '__proto__')).toBe(true)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('errors', () => {
  it('are all reported at once, each at its field (cases in-missing, in-two-bad, in-minmax)', () => {
    const { errors, reports } = resolve(
      [
        { id: 'a', type: 'INT', min: 5 },
        { id: 'b', type: 'STRING', validator: '^[a-z]+$' },
        { id: 'c', type: 'DATE', after: '2024-01-01' },
        { id: 'd', type: 'STRING' },
        { id: 'e', type: 'INT' },
        { id: 'ok', type: 'INT' },
      ],
      { a: '4', b: 'ABC', c: '2023-01-01', e: '1.5', ok: '1' },
    )
    expect(errors).toEqual([
      { field: 'a', code: 'INPUT_RANGE', message: 'Input `a` must be at least 5; received `4`.' },
      { field: 'b', code: 'INPUT_PATTERN', message: 'Input `b` must match the pattern `^[a-z]+$`; received `ABC`.' },
      {
        field: 'c',
        code: 'INPUT_RANGE',
        message: 'Input `c` must not lie before `2024-01-01`; received `2023-01-01`.',
      },
      { field: 'd', code: 'INPUT_MISSING', message: 'Input `d` is required; no value was given.' },
      {
        field: 'e',
        code: 'INPUT_TYPE',
        message: 'Input `e` must be a whole number from -2147483648 to 2147483647; received `1.5`.',
      },
    ])
    for (const { code } of errors) expect(INPUT_ERROR_CODES).toHaveProperty(code)
    expect(reports.map(({ input, value, errors }) => [input.id, value, errors.length])).toEqual([
      ['a', '4', 1],
      ['b', 'ABC', 1],
      ['c', '2023-01-01', 1],
      ['d', undefined, 1],
      ['e', '1.5', 1],
      ['ok', 1, 0],
    ])
  })

  it('repeat at most 400 characters of what was received', () => {
    const [error] = resolve([{ id: 'a', type: 'INT' }], { a: 'x'.repeat(5_000) }).errors
    expect(error?.message.length).toBeLessThan(550)
    expect(error?.message).toContain('…')
  })

  it('refuse every word but true and false for a boolean (deviation of case in-bool-words)', () => {
    const words = ['1', 'yes', 'on', 'oui', 'no', 'flase', ' true']
    const declared = words.map(
      (_, index): Declared => ({ id: `i${index}`, type: index % 2 === 0 ? 'BOOLEAN' : 'BOOL' }),
    )
    const { errors } = resolve(declared, Object.fromEntries(words.map((word, index) => [`i${index}`, word])))
    expect(errors.map(({ message }) => message)).toEqual(
      words.map((word, index) => `Input \`i${index}\` must be \`true\` or \`false\`; received \`${word}\`.`),
    )
  })

  it('name inputs that would have to be a value and a map at once', () => {
    const { errors } = resolve(
      [
        { id: 'a', type: 'STRING' },
        { id: 'a.b', type: 'STRING' },
      ],
      { a: '1', 'a.b': '2' },
    )
    expect(errors).toMatchObject([{ field: 'a.b', code: 'INPUT_NESTING' }])
  })
})

describe('secrets', () => {
  it('are checked in the clear and stored encrypted', () => {
    const declared: Declared = { id: 'a', type: 'SECRET', validator: '[a-z\\\\]+' }
    expect(resolve([declared], { a: 'p\\w' }).values).toEqual({ a: { type: 'encrypted', value: 'w\\p' } })
  })

  it('are never repeated: not in messages, not in reports', () => {
    const declared: Declared = { id: 'a', type: 'SECRET', validator: '[0-9]+' }
    for (const secret of ['hush', '123']) {
      const { errors, reports } = resolve([declared], { a: secret })
      expect(JSON.stringify({ errors, reports })).not.toContain(secret)
    }
    const wrongKind = resolve([declared], { a: { kind: 'value', value: { k: 'hush' } } })
    expect(JSON.stringify(wrongKind)).not.toContain('hush')
  })

  it('are refused when the server has no key', () => {
    const { encrypt: _none, ...withoutKey } = CONTEXT
    const result = resolveInputs(
      [{ id: 'a', type: 'SECRET', required: true }],
      new Map([['a', { kind: 'text', text: 'hush' }]]),
      withoutKey,
    )
    expect(result.errors).toMatchObject([{ field: 'a', code: 'INPUT_ENCRYPTION' }])
    expect(JSON.stringify(result)).not.toContain('hush')
  })
})

describe('defaults', () => {
  it('are coerced like what is given (cases in-def-strint, in-def-intstr, in-defaults-expr)', () => {
    const { values, reports } = resolve([
      { id: 'a', type: 'INT', defaults: '5' },
      { id: 'b', type: 'STRING', defaults: 5 },
      { id: 'c', type: 'JSON', defaults: { k: 1 } },
      { id: 'd', type: 'ARRAY', itemType: 'STRING', defaults: ['x', 'y'] },
      { id: 'e', type: 'INT', defaults: '{{ =3 }}' },
      { id: 'f', type: 'STRING', defaults: '{{ =3 }}!' },
      { id: 'g', type: 'ARRAY', itemType: 'INT', defaults: ['{{ =1 }}', 2] },
      { id: 'h', type: 'BOOLEAN', defaults: true },
    ])
    expect(values).toEqual({ a: 5, b: '5', c: { k: 1 }, d: ['x', 'y'], e: 3, f: '3!', g: [1, 2], h: true })
    expect(reports.every(({ isDefault }) => isDefault)).toBe(true)
  })

  it('see the inputs that they depend on, and no others', () => {
    const declared: readonly Declared[] = [
      { id: 'h', type: 'STRING', defaults: '{{ a }}!', dependsOn: { inputs: ['a'] } },
      { id: 'a', type: 'STRING', defaults: 'x' },
    ]
    expect(resolve(declared).values).toEqual({ h: 'x!', a: 'x' })
    expect(
      resolve([
        { id: 'h', type: 'STRING', defaults: '{{ a }}!' },
        { id: 'a', type: 'STRING', defaults: 'x' },
      ]).errors,
    ).toEqual([
      {
        field: 'h',
        code: 'INPUT_EXPRESSION',
        message: 'Input `h`: its default cannot be rendered: there is no input a',
      },
    ])
  })

  it('do not complain about a dependency that is wrong itself', () => {
    const declared: readonly Declared[] = [
      { id: 'n', type: 'INT' },
      { id: 'h', type: 'STRING', defaults: '{{ n.x }}', dependsOn: { inputs: ['n'] } },
    ]
    expect(resolve(declared, { n: 'abc' }).errors.map(({ field }) => field)).toEqual(['n'])
  })

  it('that are wrong once rendered are errors', () => {
    expect(resolve([{ id: 'a', type: 'INT', defaults: '{{ ="x" }}' }]).errors).toMatchObject([
      { field: 'a', code: 'INPUT_TYPE' },
    ])
    expect(resolve([{ id: 'a', type: 'INT', defaults: '{{ =null }}' }]).errors).toMatchObject([
      { code: 'INPUT_MISSING' },
    ])
  })
})

describe('conditions', () => {
  const declared: readonly Declared[] = [
    { id: 'ok', type: 'BOOLEAN' },
    { id: 'why', type: 'STRING', dependsOn: { inputs: ['ok'], condition: '{{ ok is false }}' } },
    { id: 'more', type: 'STRING', dependsOn: { inputs: ['why'] } },
  ]

  it('drop an input with all that depends on it (case pa-dependson)', () => {
    const { values, reports, errors } = resolve(declared, { ok: 'true' })
    expect(errors).toEqual([])
    expect(values).toEqual({ ok: true })
    expect(reports.map(({ enabled }) => enabled)).toEqual([true, false, false])
  })

  it('ask for it when they hold', () => {
    expect(resolve(declared, { ok: 'false' }).errors.map(({ field }) => field)).toEqual(['why', 'more'])
    expect(resolve(declared, { ok: 'false', why: 'w', more: 'm' }).values).toEqual({ ok: false, why: 'w', more: 'm' })
  })

  it('hold only for the boolean true (engine.md 2.3 step 3)', () => {
    const condition = (text: string): Declared => ({
      id: 'x',
      type: 'STRING',
      dependsOn: { inputs: [], condition: text },
    })
    expect(resolve([condition('{{ ="true" }}')]).reports[0]?.enabled).toBe(false)
    expect(resolve([condition('{{ =1 }}')]).reports[0]?.enabled).toBe(false)
    expect(resolve([condition('{{ =true }}')]).reports[0]?.enabled).toBe(true)
  })

  it('that cannot be rendered are errors: nobody is left without an input in silence', () => {
    const { errors, reports } = resolve(
      [{ id: 'x', type: 'STRING', dependsOn: { inputs: [], condition: '{{ nope }}' } }],
      { x: '1' },
    )
    expect(errors).toMatchObject([{ field: 'x', code: 'INPUT_EXPRESSION' }])
    expect(reports[0]?.enabled).toBe(false)
  })

  it('do not hang on circles and unknown inputs', () => {
    const circle: readonly Declared[] = [
      { id: 'a', type: 'STRING', dependsOn: { inputs: ['b', 'a', 'zz'] }, defaults: 'x' },
      { id: 'b', type: 'STRING', dependsOn: { inputs: ['a'] }, defaults: 'y' },
    ]
    expect(resolve(circle).values).toEqual({ a: 'x', b: 'y' })
  })
})

describe('choices', () => {
  it('may be computed (case in-select-expr)', () => {
    const declared: Declared = { id: 'a', type: 'SELECT', expression: '{{ =["x", null, 5] }}' }
    expect(resolve([declared], { a: '5' }).values).toEqual({ a: '5' })
    expect(resolve([declared], { a: 'z' }).errors[0]?.message).toBe('Input `a` must be one of `x`, `5`; received `z`.')
    expect(resolve([declared], { a: 'z' }).reports[0]?.input.values).toEqual(['x', '5'])
  })

  it('must then be a list', () => {
    expect(resolve([{ id: 'a', type: 'SELECT', expression: '{{ ="x" }}' }], { a: 'x' }).errors).toMatchObject([
      { field: 'a', code: 'INPUT_EXPRESSION', message: expect.stringContaining('must be a list') },
    ])
  })

  it('may have their first one taken', () => {
    expect(resolve([{ id: 'a', type: 'SELECT', values: ['x', 'y'], autoSelectFirst: true }]).values).toEqual({ a: 'x' })
  })

  it('do not bind inputs that are not required, nor those that take custom values', () => {
    expect(
      resolve(
        [
          { id: 'o', type: 'SELECT', values: ['A'], required: false },
          { id: 'c', type: 'SELECT', values: ['A'], allowCustomValue: true },
        ],
        { o: 'Q', c: 'Z' },
      ).values,
    ).toEqual({ o: 'Q', c: 'Z' })
  })
})

describe('pending answers', () => {
  it('end the resolving untouched, wherever they come up', () => {
    const waits: readonly Declared[] = [
      { id: 'a', type: 'STRING', defaults: '{{ wait }}' },
      { id: 'a', type: 'SELECT', expression: '{{ wait }}' },
      { id: 'a', type: 'STRING', dependsOn: { inputs: [], condition: '{{ wait }}' } },
    ]
    for (const declared of waits) expect(() => resolve([declared])).toThrow(Waiting)
  })
})

describe('warnings', () => {
  it('name data that nobody declared, and data of inputs whose condition does not hold', () => {
    const { warnings } = resolve(
      [
        { id: 'a', type: 'STRING' },
        { id: 'b', type: 'STRING', dependsOn: { inputs: [], condition: '{{ =false }}' } },
      ],
      { a: '1', b: '2', extra: '3' },
    )
    expect(warnings).toEqual([
      'Input `b` of flow `demo.f` was given, but its condition is not met; the value is not used.',
      'Input `extra` was given, but flow `demo.f` does not declare it; the value is not used.',
    ])
  })
})
