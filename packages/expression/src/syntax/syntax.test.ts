import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import { ExpressionError } from '../errors/expression-error.ts'
import type { ScopeValue } from '../scope/scope.ts'

const engine = createExpressionEngine()
const render = (source: string, scope: { readonly [name: string]: ScopeValue } = {}): string =>
  engine.render(source, scope)

function failure(source: string): ExpressionError {
  try {
    engine.compile(source)
  } catch (error) {
    if (error instanceof ExpressionError) return error
    throw error
  }
  throw new Error('Nothing failed')
}

describe('delimiters', () => {
  it('are found wherever text holds them, and nowhere else', () => {
    expect(render('a { b } } %} }} #} {', {})).toBe('a { b } } %} }} #} {')
    expect(render("{{ '}}' }}{{ \"%}\" }}{{ {'a': {'b': '}}'}} }}")).toBe('}}%}{"a":{"b":"}}"}}')
    expect(render('a{# {{ x }} {% if %} #}b')).toBe('ab')
  })

  it('trim white space where a dash says so', () => {
    expect(render('a \n {{- 1 -}} \n b')).toBe('a1b')
    expect(render('a {%- if true -%} b {%- endif -%} c')).toBe('abc')
    expect(render('a {#- x -#} b {# y #} c')).toBe('ab  c')
    expect(render('a {{-1}} {{ 2-}} b')).toBe('a -1 2b')
    expect(render('\u00a0{{- 1 -}}\u00a0')).toBe('\u00a01\u00a0')
  })

  it('mean nothing in raw and verbatim blocks', () => {
    expect(render('{% raw %}{{ x }}\n{% y %}{% endraw %}')).toBe('{{ x }}\n{% y %}')
    expect(render('{%raw%}a{%endraw%}{% raw -%}b{%- endraw %}')).toBe('ab')
    expect(render('[{% verbatim %} {{ x }} {% endverbatim %}]')).toBe('[ {{ x }} ]')
    expect(render('[{% verbatim %} x {%- endverbatim -%} ]')).toBe('[ x]')
    expect(render('{{ v }}', { v: '{% raw %}kept{% endraw %} {% other %}' })).toBe('kept {% other %}')
    expect(render('{{ a }}{{ b }}', { a: '{% raw %}x', b: 'y{% endraw %}' })).toBe('xy')
    expect(render('{% filter upper %}{% raw %}a{% endraw %}{% endfilter %}')).toBe('A')
  })
})

describe('strings', () => {
  it('know one escape, that of their own quote', () => {
    expect(render(String.raw`{{ 'it\'s' }} {{ "a\"b" }} {{ 'a\nb\\' }} {{ "it\'s" }}`)).toBe(
      String.raw`it's a"b a\nb\\ it\'s`,
    )
  })

  it('interpolate in double quotes', () => {
    const scope = { a: 'x', n: null, xs: [1] }
    expect(render('{{ "<#{a}#{ n }#{xs}>" }}{{ "#{ "in #{a}" }" }}{{ "# #1 {a}" }}', scope)).toBe('<x[1]>in x# #1 {a}')
    expect(render('{{ \'#{a}\' }}{{ "" }}{{ "#" }}', scope)).toBe('#{a}#')
    expect(render('{{ "#{ {\'k\': a}.size() ?? 1 }" }}'.replace('.size()', ''), scope)).toBe('{k=x}')
  })
})

describe('precedence', () => {
  it.each([
    ['2 + 3 * 4 - 1', '13'],
    ['10 - 2 - 3', '5'],
    ["'a' ~ 'b' | upper", 'AB'],
    ["'a' | upper ~ 'b'", 'Ab'],
    ['1 + x | length', '4'],
    ['not true or true', 'true'],
    ['x is defined ? 1 : 2', '1'],
    ["false ? 1 : false ? 2 : 'c' | upper", 'C'],
    ['1 == 1 == 1', 'false'],
    ['1..2 + 3', '[1,2,3]'],
    ['1 + 1 isIn [2]', 'true'],
    ['y ?? 1 + 2', '3'],
    ['-2 | abs', '2'],
    ['- 2 * 3', '-6'],
    ['+1', '1'],
    ['2 * (1 + 2)', '6'],
    ["'a' equals 'a' and 1 != 2", 'true'],
    ["['a'] contains 'a' ~ ''", 'true'],
    ['4 is even and 3 is not even', 'true'],
  ])('%s is %s', (expression, result) => {
    expect(render(`{{ ${expression} }}`, { x: [1, 2, 3] })).toBe(result)
  })
})

describe('mistakes', () => {
  it.each([
    ['{{ a', 'not closed', 3],
    ['{{ (a }}', 'bracket `(`', 4],
    ['{{ a) }}', 'closes nothing', 5],
    ['{{ [a) }}', 'not closed before `)`', 4],
    ["{{ 'a }}", 'string is not closed', 4],
    ['{{ "a#{b" }}', 'not closed', 9],
    ['{{ "#{" }}', 'not closed', 7],
    ['{{ a $ b }}', '`$` means nothing', 6],
    ['{{ }}', 'expected a value', 4],
    ['{{ 1 2 }}', 'Unexpected `2`', 6],
    ['{{ a.1 }}', 'expected an attribute name', 6],
    ['{{ a.contains }}', 'expected an attribute name', 6],
    ['{{ a | }}', 'expected a name', 8],
    ['{{ f(a=1, 2) }}', 'come before', 11],
    ['{{ [1,] }}', 'expected a value', 7],
    ["{{ {'a' 1} }}", 'expected `:`', 9],
    ['{{ a ? b }}', 'expected `:`', 10],
    ['{{ (1)(2) }}', 'Only a name can be called', 7],
    ['{{ 9223372036854775808 }}', '64 bits', 4],
    [`{{ ${'9'.repeat(5000)} }}`, '64 bits', 4],
    ['{% %}', 'the name of a tag', 4],
    ['{% if a %}', 'not closed: `elseif` or `else` or `endif`', 4],
    ['{% endif %}', 'Unexpected tag `endif`', 4],
    ['{% for a of b %}', 'expected `in`', 10],
    ['{% set null = 1 %}', 'cannot be assigned', 8],
    ['{% set a 1 %}', 'expected `=`', 10],
    ['{% block a %}{% endblock b %}', 'closed as `b`', 26],
    ['{% macro a() %}{% endmacro %}{% macro a() %}{% endmacro %}', 'defined twice', 33],
    ['{# a', 'comment is not closed', 1],
    ['{% raw %}', 'raw tag is not closed', 1],
    ['{% verbatim %}', 'verbatim tag is not closed', 1],
    ['{{ a && b }}', '`&` means nothing', 6],
    ['{{ !a }}', '`!` means nothing', 4],
    ['{{ a is }}', 'expected a name', 9],
    ['{{ a is  not b }}', 'expected a name', 10],
  ])('%j', (source, reason, column) => {
    expect(failure(source)).toMatchObject({ code: 'EXPRESSION_SYNTAX', line: 1, column })
    expect(failure(source).reason).toContain(reason)
  })

  it.each(['extends', 'include', 'import', 'from', 'embed', 'autoescape', 'cache', 'flush', 'parallel'])(
    'the tag %s is not available',
    (tag) => {
      expect(failure(`{% ${tag} 'x' %}`)).toMatchObject({ code: 'EXPRESSION_UNSUPPORTED', missing: tag })
      expect(failure(`{% ${tag} 'x' %}`).hint).not.toBeNull()
    },
  )

  it('hint at what is meant', () => {
    expect(failure('{{ a && b }}').hint).toBe('Write `and`.')
    expect(failure('{{ !a }}').hint).toBe('Write `not`.')
    expect(failure('{{ m.is }}').hint).toContain("['is']")
  })

  it('in branches that are not taken do not matter, as long as they can be read', () => {
    expect(render('{% if false %}{{ nope() }}{{ 1 | nope }}{{ 1 is nope }}{{ "a" | upper(x=1) }}{% endif %}ok')).toBe(
      'ok',
    )
  })
})
