import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { ScopeValue } from '../scope/scope.ts'

const engine = createExpressionEngine()
const render = (source: string, scope: { readonly [name: string]: ScopeValue } = {}): string =>
  engine.render(source, scope)

function code(source: string, scope: { readonly [name: string]: ScopeValue } = {}): unknown {
  try {
    return engine.render(source, scope)
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('for', () => {
  it('walks over lists, sets, maps and lazy ranges, and tells the round', () => {
    expect(
      render('{% for x in xs %}{{ loop.index }}{{ x }}{{ loop.revindex }}{{ loop.last ? "." : "," }}{% endfor %}', {
        xs: ['a', 'b'],
      }),
    ).toBe('0a1,1b0.')
    expect(
      render(
        '{% for k in m | keys %}{{ k }}{% endfor %}{% for e in m %}{{ e.key }}={{ e.value }}{{ e }};{% endfor %}',
        { m: { a: 1 } },
      ),
    ).toBe('aa=1a=1;')
    expect(render('{% for x in [] %}{% else %}none{% endfor %}{% for x in null %}x{% else %}none{% endfor %}')).toBe(
      'none',
    )
  })

  it('keeps what a round sets for the next one, and nothing after the loop', () => {
    expect(render('{% for x in 1..3 %}{% set sum = (sum ?? 0) + x %}{{ sum }}{% endfor %}{{ sum ?? "gone" }}')).toBe(
      '136gone',
    )
    expect(render('{% set sum = 0 %}{% for x in 1..3 %}{% set sum = sum + x %}{% endfor %}{{ sum }}')).toBe('6')
    expect(render('{% for x in 1..2 %}{% for x in 5..6 %}{{ x }}{% endfor %}{{ x }}{% endfor %}{{ x ?? "-" }}')).toBe(
      '561562-',
    )
  })

  it('shows the loop in the spelling of Java', () => {
    expect(render('{% for x in [1] %}{{ loop }}{{ loop | toJson }}{% endfor %}')).toBe(
      '{last=true, length=1, index=0, revindex=0, first=true}{"index":0,"length":1,"revindex":0,"first":true,"last":true}',
    )
  })

  it.each(["'abc'", '5', 'true', '1.5'])('refuses %s', (value) => {
    expect(code(`{% for x in ${value} %}{% endfor %}`)).toBe('EXPRESSION_TYPE')
  })
})

describe('if', () => {
  it('takes the first branch that is true', () => {
    const source = '{% if a > 2 %}big{% elseif a > 1 %}middle{% else %}small{% endif %}'
    expect([3, 2, 1].map((a) => render(source, { a }))).toEqual(['big', 'middle', 'small'])
    expect(render('[{% if false %}a{% endif %}]')).toBe('[]')
  })

  it.each(['null', '[1]', '{"a": 1}', 'missing'])('cannot judge %s, and nothing catches that', (value) => {
    expect(['EXPRESSION_TYPE', 'EXPRESSION_UNKNOWN_VARIABLE']).toContain(code(`{% if ${value} %}a{% endif %}`))
    expect(code(`{% macro m() %}{% if nope %}a{% endif %}{% endmacro %}{{ m() ?? "caught" }}`)).toBe(
      'EXPRESSION_UNKNOWN_VARIABLE',
    )
  })
})

describe('macro', () => {
  it('may be called before it is defined, with names, initial values and from other macros', () => {
    expect(render('{{ m(1, b=2) }}{{ m(3) }}{% macro m(a, b="d", c) %}<{{ a }}{{ b }}{{ c }}>{% endmacro %}')).toBe(
      '<12><3d>',
    )
    expect(
      render(
        '{% macro a(x) %}{{ b(x ~ "!") }}{% endmacro %}{% macro b(y) %}[{{ y }}]{% endmacro %}{{ a("hi") | upper }}',
      ),
    ).toBe('[HI!]')
    expect(render('{% if true %}{% macro m() %}deep{% endmacro %}{% endif %}{{ m() }}')).toBe('deep')
  })

  it('sees its arguments only, also after other calls', () => {
    expect(code('{% macro m() %}{{ outer }}{% endmacro %}{{ m() }}', { outer: 1 })).toBe('EXPRESSION_UNKNOWN_VARIABLE')
    expect(render('{% macro m() %}{{ outer }}{% endmacro %}{{ m() ?? "caught" }}{{ outer }}', { outer: 1 })).toBe(
      'caught1',
    )
    expect(
      render('{% set s = 1 %}{% macro m(s) %}{% set t = s %}{{ t }}{% endmacro %}{{ m(2) }}{{ s }}{{ t ?? "-" }}'),
    ).toBe('21-')
  })

  it('can read the flow for its functions', () => {
    const host = { answer: () => ({ ok: true, value: 'v' }) as const }
    const source = '{% macro m(k) %}{{ kv(k) }}{{ fetchContext() }}{% endmacro %}{{ m("a") }}'
    expect(engine.render(source, { flow: { namespace: 'n' } }, { host })).toBe('v{flow=null}')
  })

  it('refuses wrong arguments', () => {
    for (const call of ['m(1, 2)', 'm(z=1)', 'n(1)']) {
      expect(code(`{% macro m(a) %}{% endmacro %}{% macro n() %}{% endmacro %}{{ ${call} }}`)).toBe(
        'EXPRESSION_ARGUMENT',
      )
    }
  })
})

describe('block, filter and set', () => {
  it('render blocks in place and again', () => {
    expect(render('{% block "a" %}<{{ xs }}>{% endblock %}{{ block("a") }}{{ block("none") }}', { xs: [1, 'x'] })).toBe(
      '<[1,"x"]><[1, x]>',
    )
    expect(render('{% block a %}{{ gone ?? 1 }}{% endblock %}{{ block("a") ?? 2 }}')).toBe('11')
    expect(code('{{ block() }}')).toBe('EXPRESSION_ARGUMENT')
  })

  it('filter a body, with collections as Java prints them', () => {
    expect(render('{% filter upper | trim %} {{ {"k": [1, null]} }} {% endfilter %}')).toBe('{K=[1, NULL]}')
    expect(code('{% filter nope %}a{% endfilter %}')).toBe('EXPRESSION_UNKNOWN_FILTER')
  })

  it('set variables in the nearest place that has them', () => {
    expect(render('{% set a = 1 %}{% if true %}{% set a = 2 %}{% set b = 3 %}{% endif %}{{ a }}{{ b }}')).toBe('23')
    expect(render('{% set a = 2 %}{{ a }}', { a: 1 })).toBe('2')
    expect(code('{% set a = missing %}')).toBe('EXPRESSION_UNKNOWN_VARIABLE')
  })
})

describe('render', () => {
  const scope = { one: '1', two: '{{ one }}', three: '{{ two }}', loop1: '{{ loop2 }}', loop2: '{{ loop1 }}' }

  it('renders texts once or until nothing changes, with everything that is visible', () => {
    expect(render('{{ render(three) }} {{ renderOnce(three) }} {{ render(three, recursive=false) }}', scope)).toBe(
      '1 {{ one }} {{ one }}',
    )
    expect(
      render(
        '{% set x = "own" %}{% for y in ["item"] %}{{ render("{{ x }} {{ y }} {{ loop.index }}") }}{% endfor %}',
        scope,
      ),
    ).toBe('own item 0')
    expect(render('{{ render([three, {two: 1}, 5, null]) }}', scope)).toBe('["1",{"1":1},5,null]')
    expect(render('{{ render("{% raw %}{{ x }}{% endraw %}") }}', scope)).toBe('{{ x }}')
  })

  it('tells both places when it fails, and lets nothing catch that', () => {
    expect(() => render('a {{ render("{{ nope }}") ?? 1 }}', scope)).toThrow(
      /^A rendered text failed: Unable to find `nope` used in the text `\{\{ nope \}\}` at line 1, column 4; it is rendered in the expression `a .*` at line 1, column 6/,
    )
    expect(code('{{ render(loop1) }}', scope)).toBe('EXPRESSION_LIMIT')
    expect(code('{{ render("x", recursive="yes") }}')).toBe('EXPRESSION_ARGUMENT')
    expect(code('{{ render() }}')).toBe('EXPRESSION_ARGUMENT')
  })

  it('does not exist while everything is rendered recursively', () => {
    expect(engine.render('{{ three }}{% raw %}{{ one }}{% endraw %}', scope, { recursive: true })).toBe('1{{ one }}')
    expect(engine.renderTyped('{{ three }}', scope, { recursive: true })).toBe('1')
    expect(() => engine.render('{{ render(two) }}', scope, { recursive: true })).toThrow('rendered recursively')
    expect(() => engine.render('{{ loop1 }}', scope, { recursive: true })).toThrow('100 times')
  })
})
