import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { ExpressionEngineOptions } from '../engine/expression-engine.ts'
import { TemplateCache } from '../engine/template-cache.ts'
import { ExpressionError, isExpressionError } from '../errors/expression-error.ts'
import type { ScopeValue } from '../scope/scope.ts'
import { DEFAULT_LIMITS, type ExpressionLimits } from './limits.ts'

type Variables = { readonly [name: string]: ScopeValue }

function render(source: string, limits: Partial<ExpressionLimits>, variables: Variables = {}): string {
  return createExpressionEngine({ limits, stopwatch: () => 0 }).render(source, variables)
}

/** The error that a limit raises; it must say where. */
function refusal(work: () => unknown): ExpressionError {
  try {
    work()
  } catch (error) {
    if (!isExpressionError(error)) throw error
    expect(error.code).toBe('EXPRESSION_LIMIT')
    expect(error.position.offset).toBeLessThanOrEqual(error.source.length)
    expect(error.line).toBeGreaterThanOrEqual(1)
    expect(error.column).toBeGreaterThanOrEqual(1)
    return error
  }
  throw new Error('Nothing was refused')
}

describe('the limit on the length of a template', () => {
  const limits = { sourceLength: 20 }

  it('lets a template of exactly that length through, and refuses one more character', () => {
    expect(render('{{ 1 }}'.padEnd(20, '.'), limits)).toBe('1'.padEnd(14, '.'))
    expect(refusal(() => render('{{ 1 }}'.padEnd(21, '.'), limits)).position).toEqual({ offset: 0, line: 1, column: 1 })
  })

  it('holds for templates that are only compiled', () => {
    const engine = createExpressionEngine({ limits })
    expect(engine.compile('{{ 1 }}'.padEnd(20, '.')).source).toHaveLength(20)
    refusal(() => engine.compile('{{ 1 }}'.padEnd(21, '.')))
  })

  it('is reported by analyze instead of thrown', () => {
    const engine = createExpressionEngine({ limits })
    expect(engine.analyze('{{ 1 }}'.padEnd(20, '.')).errors).toEqual([])
    expect(engine.analyze('{{ 1 }}'.padEnd(21, '.')).errors).toMatchObject([{ code: 'EXPRESSION_LIMIT' }])
  })
})

describe('the limit on the parts of a template', () => {
  it('counts every literal, list and print', () => {
    expect(render('{{ [1, 2, 3] }}', { nodes: 5 })).toBe('[1,2,3]')
    const { position } = refusal(() => render('{{ [1, 2, 3, 4] }}', { nodes: 5 }))
    expect(position.line).toBe(1)
  })

  it('counts texts and tags', () => {
    expect(render('a{% if true %}b{% endif %}', { nodes: 4 })).toBe('ab')
    refusal(() => render('a{% if true %}b{% endif %}', { nodes: 3 }))
  })
})

describe('the limit on depth', () => {
  const list = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

  /** The greatest nesting that works. */
  function deepest(template: (depth: number) => string, limit: number): number {
    for (let depth = 1; ; depth += 1) {
      try {
        render(template(depth), { depth: limit })
      } catch (error) {
        expect(error).toMatchObject({ code: 'EXPRESSION_LIMIT', position: { line: 1 } })
        return depth - 1
      }
    }
  }

  it.each([
    ['brackets', (depth: number) => `{{ ${'('.repeat(depth)}1${')'.repeat(depth)} }}`],
    ['lists', (depth: number) => `{{ ${list(depth)} }}`],
    ['signs', (depth: number) => `{{ ${'-'.repeat(depth)}1 }}`],
    ['tags', (depth: number) => `${'{% if true %}'.repeat(depth)}${'{% endif %}'.repeat(depth)}`],
    ['chains of operators', (depth: number) => `{{ 1${' + 1'.repeat(depth)} }}`],
    ['chains of filters', (depth: number) => `{{ 1${' | string'.repeat(depth)} }}`],
    ['strings inside of strings', (depth: number) => `{{ ${'"#{'.repeat(depth)}1${'}"'.repeat(depth)} }}`],
  ])('bounds %s, and one more level moves the bound', (_, template) => {
    const bound = deepest(template, 30)
    expect(bound).toBeGreaterThan(5)
    expect(bound).toBeLessThanOrEqual(30)
    expect(() => render(template(bound), { depth: 30 })).not.toThrow()
    refusal(() => render(template(bound + 1), { depth: 30 }))
  })

  it('bounds macros that call themselves: N calls work, N + 1 do not', () => {
    const calls = (count: number): string =>
      `{% macro m(n) %}{% if n > 1 %}{{ m(n - 1) }}{% else %}end{% endif %}{% endmacro %}{{ m(${count}) }}`
    expect(render(calls(20), { depth: 20 })).toBe('end')
    refusal(() => render(calls(21), { depth: 20 }))
  })

  it('bounds blocks that render themselves', () => {
    refusal(() => render("{% block a %}{{ block('a') }}{% endblock %}", { depth: 20 }))
  })

  it('bounds renderings inside of renderings: N work, N + 1 do not', () => {
    const nested = (count: number): Variables =>
      Object.fromEntries([
        ['v0', 'end'],
        ...Array.from({ length: count }, (_, index) => [`v${index + 1}`, `{{ renderOnce(v${index}) }}`]),
      ])
    // A text without braces is not rendered, so the first one is no level.
    expect(render('{{ renderOnce(v20) }}', { depth: 20 }, nested(20))).toBe('end')
    refusal(() => render('{{ renderOnce(v21) }}', { depth: 20 }, nested(21)))
    refusal(() => render('{{ render(v) }}', { depth: 20 }, { v: '{{ render(v) }}' }))
  })

  it('stops very deep templates before they fill the stack', () => {
    for (const [open, close] of [
      ['(', ')'],
      ['[', ']'],
      ['-', ''],
      ['not ', ''],
      ['{1:', '}'],
      ['"#{', '}"'],
      ['f(', ')'],
      ['a[', ']'],
      ['1 ? 1 : ', ''],
    ] as const) {
      refusal(() => render(`{{ ${open.repeat(20_000)}1${close.repeat(20_000)} }}`, {}))
    }
  })
})

describe('the limit on the rounds of loops', () => {
  it('lets N rounds through and refuses the next one, at the loop', () => {
    expect(render('{% for i in 1..10 %}.{% endfor %}', { loopSteps: 10 })).toBe('.'.repeat(10))
    const { position } = refusal(() => render('{% for i in 1..11 %}.{% endfor %}', { loopSteps: 10 }))
    expect(position).toEqual({ offset: 12, line: 1, column: 13 })
  })

  it('counts the rounds of all loops together, nested ones too', () => {
    const twice = '{% for i in 1..5 %}.{% endfor %}'
    expect(render(twice + twice, { loopSteps: 10 })).toBe('.'.repeat(10))
    refusal(() => render(twice + twice, { loopSteps: 9 }))
    const nested = '{% for i in 1..2 %}{% for j in 1..3 %}.{% endfor %}{% endfor %}'
    expect(render(nested, { loopSteps: 8 })).toBe('.'.repeat(6))
    refusal(() => render(nested, { loopSteps: 7 }))
  })

  it('counts those of renderings inside', () => {
    const variables = { v: '{% for i in 1..5 %}.{% endfor %}' }
    expect(render('{{ renderOnce(v) }}{{ renderOnce(v) }}', { loopSteps: 10 }, variables)).toBe('.'.repeat(10))
    refusal(() => render('{{ renderOnce(v) }}{{ renderOnce(v) }}', { loopSteps: 9 }, variables))
  })
})

describe('the limit on the size of the output', () => {
  const limits = { outputSize: 10 }

  it.each([
    ['text of the template', (size: number) => `{{ '' }}${'x'.repeat(size)}`],
    ['values', (size: number) => `{{ '${'x'.repeat(size)}' }}`],
    ['texts joined by ~', (size: number) => `{{ 'x' ~ '${'x'.repeat(size - 1)}' }}`],
    ['texts joined by +', (size: number) => `{{ 'x' + '${'x'.repeat(size - 1)}' }}`],
    ['strings with parts', (size: number) => `{{ "#{'x'}${'x'.repeat(size - 1)}" }}`],
    ['repeat', (size: number) => `{{ 'x'.repeat(${size}) }}`],
    ['join', (size: number) => `{{ ['x', '${'x'.repeat(size - 2)}'] | join('x') }}`],
    ['replace', (size: number) => `{{ 'a' | replace({'a': '${'x'.repeat(size)}'}) }}`],
    ['regexReplace', (size: number) => `{{ 'a' | regexReplace('a', '${'x'.repeat(size)}') }}`],
  ])('holds for %s', (_, template) => {
    expect(render(template(10), { outputSize: 10 })).toBe('x'.repeat(10))
    refusal(() => render(template(11), limits))
  })

  it.each([
    ['nindent', "{{ 'a' | nindent(7) }}", "{{ 'a' | nindent(9) }}"],
    ['format', "{{ '%10d' | format(1) }}", "{{ '%11d' | format(1) }}"],
    ['base64encode', "{{ 'abcdef' | base64encode }}", "{{ 'abcdefghi' | base64encode }}"],
    ['urlencode', "{{ '&&&a' | urlencode }}", "{{ '&&&ab' | urlencode }}"],
    ['nl2br', "{{ 'a\nbcd' | nl2br }}", "{{ 'a\nbcde' | nl2br }}"],
    ['lists as JSON', "{{ ['12', '3'] | toJson }}", "{{ ['12', '345'] | toJson }}"],
    ['maps as JSON', "{{ {'a': '12'} | toJson }}", "{{ {'a': '1234'} | toJson }}"],
    ['lists as Ion', "{{ ['12', '3'] | toIon }}", "{{ ['12', '345'] | toIon }}"],
  ])('holds for texts that are never printed: %s', (_, fits, tooLong) => {
    const hidden = (template: string): string => template.replace('{{', '{% set x =').replace('}}', '%}')
    expect(render(hidden(fits), limits)).toBe('')
    refusal(() => render(hidden(tooLong), limits))
  })
})

describe('the limit on the size of the output, for what is rendered aside', () => {
  // It counts once where it is made and once where it is printed.
  it.each([
    ['filter tags', (size: number) => `{% filter lower %}X${'X'.repeat(size - 1)}{% endfilter %}`],
    ['macros', (size: number) => `{% macro m() %}${'x'.repeat(size)}{% endmacro %}{{ m() | lower }}`],
    [
      'blocks',
      (size: number) =>
        `{% block b %}{% endblock %}{% macro m() %}{% block c %}${'x'.repeat(size)}{% endblock %}{% endmacro %}{{ m() }}`,
    ],
  ])('bounds %s', (_, template) => {
    expect(render(template(5), { outputSize: 10 })).toBe('x'.repeat(5))
    refusal(() => render(template(11), { outputSize: 10 }))
  })
})

describe('the limit on the size of lists and maps', () => {
  it.each([
    ['ranges', '{{ 1..3 }}', '{{ 1..4 }}'],
    ['range()', '{{ range(0, 4, 2) }}', '{{ range(0, 6, 2) }}'],
    ['lists put together', '{{ [1] + [2, 3] }}', '{{ [1, 2] + [3, 4] }}'],
    ['an element added', '{{ [1, 2] + 3 }}', '{{ [1, 2, 3] + 4 }}'],
    ['flatten', '{{ [[1, 2], 3] | flatten }}', '{{ [[1, 2], [3, 4]] | flatten }}'],
    ['merged lists', '{{ [1] | merge([2, 3]) }}', '{{ [1, 2] | merge([3, 4]) }}'],
    ['merged maps', "{{ {'a': 1} | merge({'b': 2, 'c': 3}) }}", "{{ {'a': 1, 'b': 2} | merge({'c': 3, 'd': 4}) }}"],
  ])('lets N through and refuses N + 1: %s', (_, fits, tooLarge) => {
    expect(render(fits, { collectionSize: 3 })).not.toBe('')
    refusal(() => render(tooLarge, { collectionSize: 3 }))
  })
})

describe('the limit on time', () => {
  /** A stopwatch that says 0 when it is first looked at, and `later` from then on. */
  function stopwatch(later: number): () => number {
    let looks = 0
    return () => {
      looks += 1
      return looks === 1 ? 0 : later
    }
  }
  const long = '{% for i in 1..3000 %}.{% endfor %}'

  it('lets a rendering of exactly that time through, and stops one that takes longer, at the place it has reached', () => {
    const engine = (options: ExpressionEngineOptions) => createExpressionEngine({ limits: { timeMs: 50 }, ...options })
    expect(engine({ stopwatch: stopwatch(50) }).render(long, {})).toBe('.'.repeat(3000))
    const { position } = refusal(() => engine({ stopwatch: stopwatch(51) }).render(long, {}))
    expect(position).toEqual({ offset: 12, line: 1, column: 13 })
  })

  it('is looked at often enough in whatever grows with data', () => {
    const many = Array.from({ length: 3000 }, (_, index) => index)
    const variables = { many, texts: many.map(String), text: 'ab'.repeat(4000) }
    const work = [
      '{{ many | join }}',
      '{{ many | sort }}',
      '{{ many | distinct }}',
      '{{ [texts] | escapeChar("single") }}',
      '{{ many contains -1 }}',
      '{{ -1 isIn many }}',
      '{{ many - [1] }}',
      '{{ texts == (texts + ["a"] - "a") }}',
      '{{ text | regexMatch("(a|b)*c") }}',
      '{{ text | split("b") }}',
      '{{ text | regexReplace("b", "c") }}',
      '{{ many | toIon }}',
      '{{ many | yaml }}',
      '{{ render(texts) }}',
    ]
    for (const template of work) {
      const engine = createExpressionEngine({ limits: { timeMs: 50 }, stopwatch: stopwatch(51) })
      refusal(() => engine.render(template, variables))
    }
  })
})

describe('calls that double at every level', () => {
  it.each([
    '{% macro f(n) %}{% if n > 0 %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}',
    "{% macro f(n) %}{{ n > 0 ? f(n - 1) ~ f(n - 1) : '' }}{% endmacro %}{{ f(60) }}",
  ])('end at the time limit: %s', (template) => {
    let now = 0
    const stopwatch = (): number => {
      now += 1
      return now
    }
    refusal(() => createExpressionEngine({ limits: { timeMs: 20 }, stopwatch }).render(template, {}))
  })
})

describe('bad regular expressions', () => {
  /** Every look takes a millisecond: what ends here ends after the same number of steps on any machine. */
  function tick(): () => number {
    let now = 0
    return () => {
      now += 1
      return now
    }
  }
  const text = `${'a'.repeat(60)}!`

  it.each([
    '{{ text | regexMatch("^(a+)+$") }}',
    '{{ text | regexMatch("^(a|aa)+$") }}',
    '{{ text | regexMatch("^(a*)*$") }}',
    '{{ text | regexMatch("^([a-z]+)*x$") }}',
    '{{ text | regexMatch("(?<=^(a|aa){1,60})x") }}',
    '{{ text | regexMatch("(a*)(a*)(a*)(a*)(a*)(a*)\\1x") }}',
    '{{ text | regexExtract("^(a|a?)+$") }}',
    '{{ text | regexReplace("^(a|a?)+$", "x") }}',
    '{{ text | split("^(a|aa)+$") }}',
    '{{ text | replace({"^(a+)+$": "x"}, regexp=true) }}',
  ])('end at the time limit: %s', (template) => {
    const engine = createExpressionEngine({ limits: { timeMs: 200 }, stopwatch: tick() })
    refusal(() => engine.render(template, { text }))
  })

  it.each(['a{2147483647}', 'a{1000}{1000}{1000}', '((((a{100}){100}){100}){100}){100}'])(
    'do not grow without bound: %s',
    (regex) => {
      const engine = createExpressionEngine({ limits: { timeMs: 200 }, stopwatch: tick() })
      try {
        engine.render('{{ text | regexMatch(regex) }}', { text, regex })
      } catch (error) {
        expect(error).toBeInstanceOf(ExpressionError)
      }
    },
  )
})

describe('huge ranges, widths and numbers', () => {
  it.each([
    '{{ 1..9223372036854775807 }}',
    '{{ range(-9223372036854775807, 9223372036854775807) }}',
    "{{ 'x'.repeat(2147483647) }}",
    "{{ 'x' | nindent(9007199254740991) }}",
    '{% for i in 1..1000000 %}{% for j in 1..1000000 %}{% endfor %}{% endfor %}',
    "{% set s = 'aaaaaaaaaa' %}{% for i in 1..60 %}{% set s = s ~ s %}{% endfor %}",
    "{% set s = 'a' %}{% for i in 1..60 %}{% set s = s | replace({'a': 'aa'}) %}{% endfor %}",
    "{% set x = '9223372036854775808' | number('BIGINTEGER') %}{% for i in 1..60 %}{% set x = x * x %}{% endfor %}",
    '{% set a = [1] %}{% for i in 1..60 %}{% set a = [a, a] %}{% endfor %}{{ a }}',
    '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
  ])('end at a limit: %s', (template) => {
    const limits = { timeMs: 300, outputSize: 1_000_000, collectionSize: 100_000 }
    refusal(() => createExpressionEngine({ limits }).render(template, {}))
  })

  it.each(["{{ '%999999999d' | format(1) }}", '{{ nanoId(999999999) }}', "{{ '1e999999999' | number('BIGDECIMAL') }}"])(
    'are refused for what they ask: %s',
    (template) => {
      expect(() => createExpressionEngine().render(template, {}, { random: () => 0 })).toThrow(ExpressionError)
    },
  )
})

describe('the limit on remembered templates', () => {
  it('bounds the cache, whatever is compiled', () => {
    for (const size of [1, 2, 7, 100]) {
      const cache = new TemplateCache<number>(size)
      for (let index = 0; index < 5 * size + 5; index += 1) {
        cache.set(`t${index}`, index)
        expect(cache.size).toBeLessThanOrEqual(Math.max(2, size))
      }
    }
  })

  it('keeps what was used last and forgets what was not', () => {
    const cache = new TemplateCache<number>(10)
    for (let index = 0; index <= 5; index += 1) cache.set(`t${index}`, index)
    expect(cache.get('t0')).toBe(0)
    for (let index = 6; index <= 16; index += 1) cache.set(`t${index}`, index)
    expect(cache.get('t0')).toBeUndefined()
    expect(cache.get('t16')).toBe(16)
  })

  it('bounds what the cache holds by characters too', () => {
    const cache = new TemplateCache<number>(1_000_000)
    const long = 'x'.repeat(1_048_576)
    for (let index = 0; index < 50; index += 1) cache.set(`${index}${long}`, index)
    expect(cache.size).toBeLessThanOrEqual(8)
  })

  it('does not remember templates that cannot be read', () => {
    const engine = createExpressionEngine()
    for (let count = 0; count < 2; count += 1) expect(() => engine.compile('{{ 1 +')).toThrow(ExpressionError)
  })
})

describe('the limits by default', () => {
  it('are all positive, and each can be changed alone', () => {
    for (const value of Object.values(DEFAULT_LIMITS)) expect(value).toBeGreaterThan(0)
    expect(render('{% for i in 1..11 %}.{% endfor %}', { nodes: 50 })).toBe('.'.repeat(11))
  })
})
