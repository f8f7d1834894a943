import { describe, expect, expectTypeOf, it } from 'vitest'
import type { Value } from '../../json/value.ts'
import { PropertyError, type PropertyRenderer, type PropertyShape, renderProperties } from '../property.ts'
import { propertyProblems } from './object-property.ts'
import { p } from './p.ts'

/** Renders `{{ name }}` from a fixed table: what these tests need of the language, whose own tests are elsewhere. */
function tableRenderer(values: Record<string, Value>): PropertyRenderer {
  const lookUp = (name: string) => {
    if (!Object.hasOwn(values, name)) throw new Error(`no ${name}`)
    return values[name] ?? null
  }
  const print = (value: Value) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
  return {
    text: (template) => template.replace(/\{\{ (\w+) \}\}/g, (_, name: string) => print(lookUp(name))),
    typed(template) {
      const single = /^\{\{ (\w+) \}\}$/.exec(template)
      return single?.[1] === undefined ? this.text(template) : lookUp(single[1])
    },
  }
}

const NOTHING = tableRenderer({})

function render<S extends PropertyShape>(shape: S, raw: Record<string, Value>, values: Record<string, Value> = {}) {
  return renderProperties(shape, raw, tableRenderer(values))
}

describe('a property', () => {
  it('renders to undefined when it is absent or null, and to its default when it has one', () => {
    const shape = { a: p.int(), b: p.int().default(7), c: p.string().default('x') }
    expect(render(shape, { b: null })).toEqual({ a: undefined, b: 7, c: 'x' })
  })

  it('is refused when it is mandatory and absent, null, or its expression gives nothing', () => {
    const shape = { a: p.int().mandatory() }
    for (const raw of [{}, { a: null }, { a: '{{ none }}' }]) {
      expect(() => render(shape, raw, { none: null })).toThrow(
        new PropertyError('Property `a` is required; give it a value.'),
      )
    }
  })

  it('is not rendered when it is static', () => {
    expect(render({ a: p.string().static() }, { a: '{{ nope }}' })).toEqual({ a: '{{ nope }}' })
  })

  it('infers what it renders to', () => {
    const shape = {
      uri: p.string().mandatory(),
      retries: p.int().default(3),
      headers: p.map(p.string()),
      level: p.enum(['INFO', 'WARN']),
      tags: p.list(p.string()),
      options: p.group({ deep: p.boolean().default(true) }),
    }
    const rendered = render(shape, { uri: 'x' })
    expectTypeOf(rendered.uri).toEqualTypeOf<string>()
    expectTypeOf(rendered.retries).toEqualTypeOf<number>()
    expectTypeOf(rendered.headers).toEqualTypeOf<Readonly<Record<string, string>> | undefined>()
    expectTypeOf(rendered.level).toEqualTypeOf<'INFO' | 'WARN' | undefined>()
    expectTypeOf(rendered.tags).toEqualTypeOf<readonly string[] | undefined>()
    expectTypeOf(rendered.options.deep).toEqualTypeOf<boolean>()
    expect(rendered.options.deep).toBe(true)
  })
})

describe('texts', () => {
  it('take numbers and booleans as their text', () => {
    expect(render({ a: p.string(), b: p.string() }, { a: 5, b: true })).toEqual({ a: '5', b: 'true' })
  })

  it('take long integers with all their digits', () => {
    expect(render({ a: p.string() }, { a: 9007199254740993n })).toEqual({ a: '9007199254740993' })
  })

  it('refuse lists and maps, naming what came', () => {
    expect(() => render({ a: p.string() }, { a: [1] })).toThrow('Property `a`: a list is no text. Write one text.')
  })

  it('never show a secret', () => {
    expect(() => render({ a: p.secret() }, { a: { token: 'hush' } })).toThrow(
      /^Property `a` is no text; write one text\.$/,
    )
  })

  it('never quote a part of a long text, because a part of a secret is not masked', () => {
    expect(() => render({ a: p.int() }, { a: '{{ s }}' }, { s: 'k'.repeat(81) })).toThrow('a text of 81 characters')
  })
})

describe('numbers', () => {
  it('are read from literals, from text with space around it, and from expressions', () => {
    expect(render({ a: p.int(), b: p.int(), c: p.int() }, { a: 5, b: ' 42 ', c: '{{ n }}' }, { n: 5 })).toEqual({
      a: 5,
      b: 42,
      c: 5,
    })
  })

  it('cut decimals towards zero when an integer is wanted', () => {
    expect(render({ a: p.int(), b: p.int(), c: p.int() }, { a: 1.5, b: '-1.5', c: '-0.5' })).toEqual({
      a: 1,
      b: -1,
      c: 0,
    })
  })

  it('refuse what does not fit in 32 bits, unless bounds allow it', () => {
    expect(() => render({ a: p.int() }, { a: '2147483648' })).toThrow('"2147483648" is out of range')
    expect(render({ a: p.int({ min: 0, max: 5_000_000_000 }) }, { a: 2147483648 })).toEqual({ a: 2147483648 })
  })

  it('are absent when the text is blank or the word null', () => {
    expect(render({ a: p.int(), b: p.decimal().default(2) }, { a: ' ', b: 'null' })).toEqual({ a: undefined, b: 2 })
  })

  it('keep decimals when they may', () => {
    expect(render({ a: p.decimal(), b: p.decimal() }, { a: '1.5e3', b: 0.25 })).toEqual({ a: 1500, b: 0.25 })
  })

  it.each(['abc', '0x10', '1,5', true, []])('refuse %j', (raw) => {
    expect(() => render({ a: p.int() }, { a: raw })).toThrow(PropertyError)
    expect(() => render({ a: p.decimal() }, { a: raw })).toThrow(PropertyError)
  })
})

describe('booleans', () => {
  it.each([
    ['true', true],
    ['TRUE', true],
    [' False ', false],
    ['1', true],
    [0, false],
    [true, true],
  ])('read %j', (raw, expected) => {
    expect(render({ a: p.boolean() }, { a: raw })).toEqual({ a: expected })
  })

  it.each(['yes', 'tRUE', '2', 2])('refuse %j', (raw) => {
    expect(() => render({ a: p.boolean() }, { a: raw })).toThrow('is neither true nor false')
  })
})

describe('choices', () => {
  it('name all of the values when another word comes', () => {
    expect(() => render({ a: p.enum(['GET', 'POST']) }, { a: 'get' })).toThrow(
      'Property `a`: "get" is none of its values. Write one of GET, POST.',
    )
  })
})

describe('durations', () => {
  it.each([
    ['PT5M', 300_000],
    ['P1DT2H', 93_600_000],
    ['PT0.5S', 500],
    ['PT-5S', undefined],
    ['-PT5S', undefined],
    ['pt1h', 3_600_000],
    ['90', 90_000],
    [1.5, 1500],
    ['PT0S', 0],
  ])('read %j', (raw, expected) => {
    if (expected === undefined) expect(() => render({ a: p.duration() }, { a: raw })).toThrow('is negative')
    else expect(render({ a: p.duration() }, { a: raw })).toEqual({ a: expected })
  })

  it.each(['P', 'PT', 'P1M', 'P1W', 'P1DT', '5m', 'PT1S2M', true])('refuse %j', (raw) => {
    expect(() => render({ a: p.duration() }, { a: raw })).toThrow('is no duration. Write an ISO 8601 duration such as')
  })
})

describe('lists and maps', () => {
  it('render their members one by one', () => {
    expect(
      render(
        { a: p.list(p.string()), b: p.map(p.int()) },
        { a: ['{{ x }}', 2], b: { 'k{{ n }}': '{{ n }}' } },
        { x: 'v', n: 3 },
      ),
    ).toEqual({
      a: ['v', '2'],
      b: { k3: 3 },
    })
  })

  it('may be expressions that give a list or a map', () => {
    expect(
      render(
        { a: p.list(p.int()), b: p.map(p.string()) },
        { a: '{{ xs }}', b: '{{ m }}' },
        { xs: ['1', 2.7], m: { a: 1 } },
      ),
    ).toEqual({
      a: [1, 2],
      b: { a: '1' },
    })
  })

  it('may be JSON texts, whose members are rendered one by one so that quotes in a value break nothing', () => {
    expect(render({ a: p.map(p.string()) }, { a: '{"k": "{{ v }}"}' }, { v: 'say "hi"' })).toEqual({
      a: { k: 'say "hi"' },
    })
  })

  it('never render what came out of an expression a second time', () => {
    expect(render({ a: p.list(p.string()) }, { a: '{{ xs }}' }, { xs: ['{{ gone }}'] })).toEqual({ a: ['{{ gone }}'] })
  })

  it('refuse other texts with the place where they stop being JSON', () => {
    expect(() => render({ a: p.list(p.string()) }, { a: 'a,b' })).toThrow(
      'Property `a` is no valid JSON: line 1, column 1:',
    )
    expect(() => render({ a: p.list(p.string()) }, { a: '{{ none }}' }, { none: null })).toThrow('nothing is no list')
  })

  it('name the member that does not fit', () => {
    expect(() => render({ a: p.list(p.int()) }, { a: [1, 'x'] })).toThrow('Property `a[1]`: "x" is no integer')
    expect(() => render({ a: p.map(p.int()) }, { a: { k: 'x' } })).toThrow('Property `a.k`: "x" is no integer')
  })

  it('keep a member named __proto__ as a member', () => {
    const raw = JSON.parse('{"a": {"__proto__": "x"}}')
    const { a } = render({ a: p.map(p.string()) }, raw)
    expect(Object.keys(a ?? {})).toEqual(['__proto__'])
  })
})

describe('objects', () => {
  const auth = p.object({ type: p.enum(['BASIC', 'BEARER']).mandatory(), token: p.secret() })

  it('render their members', () => {
    expect(render({ auth }, { auth: { type: 'BEARER', token: '{{ t }}' } }, { t: 's3' })).toEqual({
      auth: { type: 'BEARER', token: 's3' },
    })
  })

  it('refuse unknown members with a hint', () => {
    expect(() => render({ auth }, { auth: { type: 'BEARER', Token: 'x' } })).toThrow(
      'Property `auth.Token` does not exist. Did you mean `token`?',
    )
  })
})

describe('free values', () => {
  it('render texts at any depth, with their keys, and pass other scalars', () => {
    const raw = { s: '{{ n }}', n: 5, b: true, l: ['{{ n }}', 2, null], m: { 'k{{ n }}': '{{ xs }}' } }
    expect(render({ a: p.map(p.any()) }, { a: raw }, { n: 2, xs: [1, 2] })).toEqual({
      a: { s: '2', n: 5, b: true, l: ['2', 2, null], m: { k2: '[1,2]' } },
    })
  })

  it('read a text as JSON where JSON is wanted', () => {
    expect(
      render({ a: p.json(), b: p.json(), c: p.json() }, { a: '{"a": [1]}', b: '{{ m }}', c: ' ' }, { m: { x: 1 } }),
    ).toEqual({
      a: { a: [1] },
      b: { x: 1 },
      c: undefined,
    })
    expect(() => render({ a: p.json() }, { a: '{"a": "x\ny"}' })).toThrow(
      'line 1, column 9: a line break or control character',
    )
  })

  it('take one text or a list of texts', () => {
    expect(render({ a: p.texts(), b: p.texts() }, { a: '[1]', b: ['x', 5] })).toEqual({ a: ['[1]'], b: ['x', '5'] })
    expect(() => render({ a: p.texts() }, { a: { x: 1 } })).toThrow('a map is neither a text nor a list of texts')
  })
})

describe('the check before rendering', () => {
  const shape = {
    uri: p.string().mandatory(),
    method: p.enum(['GET', 'POST']).default('GET'),
    options: p.object({ port: p.int({ min: 1, max: 65535 }), codes: p.list(p.int()) }),
  }

  it('finds nothing wrong with literals that fit and with expressions', () => {
    expect(
      propertyProblems(shape, { uri: 5, method: '{{ m }}', options: { port: '8080', codes: [200, '{{ c }}'] } }),
    ).toEqual([])
  })

  it('reports all problems at once, each with its path', () => {
    const problems = propertyProblems(shape, {
      Method: 'GET',
      method: 'PUT',
      options: { port: 0, codes: [1, 'x'], nope: 1 },
    })
    expect(problems.map((problem) => problem.path)).toEqual([
      'Method',
      'uri',
      'method',
      'options.nope',
      'options.port',
      'options.codes[1]',
    ])
    expect(problems[0]?.message).toBe('Property `Method` does not exist. Did you mean `method`?')
    expect(problems[1]?.message).toBe('Property `uri` is required; give it a value.')
  })

  it('takes what properties that are not made by the builders say only when they are rendered', () => {
    const plain = { schema: {}, required: false, description: '', render: () => 1 }
    expect(propertyProblems({ plain }, { plain: 'x' })).toEqual([])
    expect(renderProperties({ plain }, {}, NOTHING)).toEqual({ plain: 1 })
  })
})

describe('the schema', () => {
  it('offers a text beside the typed literal where an expression may stand', () => {
    expect(p.int({ min: 1, max: 9 }).default(3).describe('How often.').schema).toEqual({
      anyOf: [{ type: 'integer', minimum: 1, maximum: 9 }, { type: 'string' }],
      description: 'How often.',
      $dynamic: true,
      default: 3,
    })
    expect(p.enum(['A']).static().schema).toEqual({ type: 'string', enum: ['A'], $dynamic: false })
  })
})
