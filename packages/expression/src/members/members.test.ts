import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { ScopeValue } from '../scope/scope.ts'

const engine = createExpressionEngine()
const scope: { readonly [name: string]: ScopeValue } = {
  m: { a: 1, b: null },
  xs: [3, 1, 3],
  s: 'Kestra',
  n: 5,
  d: 2.5,
  e: {},
}

function evaluate(expression: string): unknown {
  try {
    return engine.render(`{{ ${expression} }}`, scope)
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('methods of Java', () => {
  it.each([
    ['s.length() ~ s.length ~ s.LENGTH()', '666'],
    ['s.toUpperCase() ~ s.tolowercase()', 'KESTRAkestra'],
    ['s.substring(2) ~ s.substring(1, 3)', 'straes'],
    ['s.charAt(0)', 'K'],
    ["s.startsWith('Ke') and s.endsWith('ra')", 'true'],
    ["s.indexOf('s') ~ s.indexOf('x') ~ s.lastIndexOf('a') ~ s.indexOf('e', 2)", '2-15-1'],
    ["s.replace('s', '-') ~ s.concat('!')", 'Ke-traKestra!'],
    [
      "'ab'.repeat(2) ~ ' x '.trim() ~ ' y '.strip() ~ '[' ~ ' z'.stripLeading() ~ 'q '.stripTrailing() ~ ']'",
      'ababxy[zq]',
    ],
    ["s.equalsIgnoreCase('KESTRA')", 'true'],
    ["s.compareTo('Kebab') ~ ' ' ~ s.compareTo('Kestr') ~ ' ' ~ s.compareTo(s)", '17 1 0'],
    ["''.isEmpty() and ''.empty and ' '.isBlank() and not s.isEmpty()", 'true'],
    ['s.hashCode() ~ s.toString()', '-2050964278Kestra'],
    ['xs.size() ~ xs.size ~ xs.isEmpty() ~ xs.empty', '33falsefalse'],
    ['xs.get(1) ~ xs.getFirst() ~ xs.last', '133'],
    ['xs.indexOf(3) ~ xs.lastIndexOf(3) ~ xs.indexOf(9)', '02-1'],
    ['xs.subList(0, 2) ~ xs.containsAll([1, 3]) ~ xs.containsAll(1)', '[3, 1]truefalse'],
    ['(m | keys).size() ~ (m | keys).toString()', '2[a, b]'],
    ['m.size() ~ m.isEmpty() ~ e.isEmpty()', '2falsetrue'],
    ["m.get('a') ~ m.get('z') ~ m.getOrDefault('z', 9) ~ m.getOrDefault('b', 9)", '19'],
    ["m.containsKey('b') ~ m.containsKey('z') ~ m.containsValue(1)", 'truefalsetrue'],
    ['m.keySet() ~ m.values() ~ m.entrySet()', '[a, b][1, null][a=1, b=null]'],
    ['n.intValue() ~ d.intValue() ~ d.longValue() ~ n.doubleValue() ~ n.floatValue()', '5225.05.0'],
    ["n.compareTo(3) ~ n.toString() ~ n.compareTo('x')", '151'],
  ])('%s', (expression, text) => {
    expect(evaluate(expression)).toBe(text)
  })

  it('of entries', () => {
    expect(
      engine.render('{% for e in m %}{{ e.getKey() }}{{ e.getValue() }}{{ e.toString() }}{{ e.key }}{% endfor %}', {
        m: { a: 1 },
      }),
    ).toBe('a1a=1a')
  })

  it.each([
    's.getClass()',
    's.class',
    'xs.class',
    'n.getClass()',
    's.wait()',
    's.notify()',
    's.notifyAll()',
    'm.getClass()',
  ])('%s is denied', (expression) => {
    expect(evaluate(expression)).toBe('EXPRESSION_UNSUPPORTED')
  })

  it.each([
    ['s.foo', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ['s.length(1)', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ['m.size', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ['n.foo()', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ["s.substring('x')", 'EXPRESSION_ARGUMENT'],
    ['s.substring(9)', 'EXPRESSION_VALUE'],
    ['s.charAt(-1)', 'EXPRESSION_VALUE'],
    ['s.startsWith(1)', 'EXPRESSION_ARGUMENT'],
    ['xs.get(9)', 'EXPRESSION_VALUE'],
    ['xs.subList(2, 1)', 'EXPRESSION_VALUE'],
    ["'a'.repeat(-1)", 'EXPRESSION_VALUE'],
    ["'abcdefghij'.repeat(100000000)", 'EXPRESSION_LIMIT'],
    ['s.startsWith(prefix="K")', 'EXPRESSION_ARGUMENT'],
    ['m.b.c', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ['m.b.c()', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ['m[1]', 'EXPRESSION_TYPE'],
    ['e[1]', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ['xs[1.0]', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ['xs["x"]', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ['s[0]', 'EXPRESSION_UNKNOWN_VARIABLE'],
    ['true.foo', 'EXPRESSION_UNKNOWN_VARIABLE'],
  ])('%s is %s', (expression, code) => {
    expect(evaluate(expression)).toBe(code)
  })

  it('keys of maps with numbers', () => {
    expect(
      engine.render("{% set m = {1: 'a', 2.5: 'b'} %}{{ m[1] }}{{ m[2.5] }}{{ m[9] ?? 'c' }}{{ m contains 1 }}", {}),
    ).toBe('abctrue')
  })
})
