import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { ScopeValue } from '../scope/scope.ts'
import { Decimal } from '../value/decimal.ts'

const engine = createExpressionEngine()
const scope: { readonly [name: string]: ScopeValue } = {
  m: { a: 1, b: null },
  xs: [3, 1, 3],
  s: 'Kestra',
  n: 5,
  e: {},
  d: 2.5,
  big: 2n ** 63n,
  neg: -(2n ** 63n),
  maps: [{ a: 1 }, { a: 1 }, { b: 2 }],
  bools: [true, false, true],
  dec: Decimal.big(-125n, 2),
  pos: Decimal.big(125n, 2),
  fl: Decimal.float(-1.5),
  list: [1, null],
  nan: Decimal.double(Number.NaN),
  long: `${'x'.repeat(33)}"\u0001`,
}

function evaluate(expression: string): unknown {
  try {
    return engine.render(`{{ ${expression} }}`, scope)
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('null', () => {
  it.each([
    'abbreviate(3)',
    'base64decode',
    'base64encode',
    'capitalize',
    'chunk(2)',
    'className',
    'date',
    "dateAdd(1, 'DAYS')",
    "escapeChar('double')",
    'first',
    'flatten',
    'format(1)',
    'indent(2)',
    "join(',')",
    "jq('.')",
    'keys',
    'last',
    'lower',
    'md5',
    'nindent(2)',
    'nl2br',
    'number',
    "numberFormat('0')",
    "regexExtract('a')",
    "regexReplace('a', 'b')",
    'replace({})',
    'reverse',
    'rsort',
    'sha256',
    'slice(0)',
    'slugify',
    'sort',
    "split(',')",
    'string',
    "substringAfter('a')",
    "substringAfterLast('a')",
    "substringBefore('a')",
    "substringBeforeLast('a')",
    'timestamp',
    'timestampMicro',
    'timestampMilli',
    'timestampNano',
    'title',
    'trim',
    'upper',
    'urldecode',
    'urlencode',
    'values',
  ])('stays null in %s', (filter) => {
    expect(engine.renderTyped(`{{ null | ${filter} }}`, {})).toBeNull()
  })

  it.each([
    ['null | length', '0'],
    ["null | default('x')", 'x'],
    ['null | json', 'null'],
    ['null | toIon', 'null'],
    ['null | yaml', 'null'],
    ['null | distinct', 'null'],
    ["null | regexMatch('a')", 'false'],
    ["null | startsWith('a')", 'false'],
    ["null | endsWith('a')", 'false'],
    ['null | merge(xs)', '[3,1,3]'],
    ['null | merge(null)', 'EXPRESSION_TYPE'],
    ['null | abs', 'EXPRESSION_TYPE'],
  ])('is %s → %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected)
  })
})

describe('filters of texts', () => {
  it.each([
    ["'abc' | abbreviate(3)", 'abc'],
    ["'abcd' | abbreviate(3)", 'abc'],
    ["'abcd' | abbreviate(2)", 'ab'],
    ["'abcdef' | abbreviate(5)", 'ab...'],
    ["'ß' | capitalize", 'ß'],
    ['list | upper', '[1, NULL]'],
    ["'' | indent(2) ~ '.'", '.'],
    ["s | regexExtract('(K)(e)', 2)", 'e'],
    ["s | regexExtract('(x)?K', 1) is null", 'true'],
    ["s | replace({'': '-'})", '-K-e-s-t-r-a-'],
    ["s | replace({'K': 'k', 'a': null})", 'kestrnull'],
    ["'a,b,c' | split(',', 2)", '["a","b,c"]'],
    ["s | substringAfter('')", 'Kestra'],
    ['s | substringAfter(null)', 'Kestra'],
    ["s | substringAfterLast('') ~ '.'", '.'],
    ["s | substringAfterLast(null) ~ '.'", '.'],
    ["s | substringBefore('') ~ '.'", '.'],
    ["s | substringBefore(null) ~ '.'", '.'],
    ["s | substringBeforeLast('')", 'Kestra'],
    ['s | substringBeforeLast(null)', 'Kestra'],
    ["'%41%C3%A9+b' | urldecode", 'Aé b'],
    ['long | json', `"${'x'.repeat(33)}\\"\\u0001"`],
    ['nan | json', '"NaN"'],
    ["maps[0] | jq('.a')", '[1]'],
  ])('{{ %s }} → %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected)
  })

  it.each([
    ['1 | trim', 'EXPRESSION_TYPE'],
    ['list | md5', 'EXPRESSION_TYPE'],
    ['n | number', 'EXPRESSION_TYPE'],
    ["'' | first", 'EXPRESSION_VALUE'],
    ["'%zz' | urldecode", 'EXPRESSION_VALUE'],
    ["'%4' | urldecode", 'EXPRESSION_VALUE'],
    ["'{' | jq('.')", 'EXPRESSION_VALUE'],
    ["'1' | jq('now')", 'EXPRESSION_HOST'],
    ["s | regexExtract('(K)', 2)", 'EXPRESSION_ARGUMENT'],
    ["s | regexExtract('(K)', -1)", 'EXPRESSION_ARGUMENT'],
    ["s | regexExtract('(K)', 'x')", 'EXPRESSION_ARGUMENT'],
    ["s | replace('a')", 'EXPRESSION_ARGUMENT'],
    ["'a' | split(',', 'x')", 'EXPRESSION_ARGUMENT'],
    ["'x' | escapeChar('other')", 'EXPRESSION_ARGUMENT'],
    ["{'a': ['b', none]} | escapeChar('single')", 'EXPRESSION_TYPE'],
    ['s | timestamp', 'EXPRESSION_VALUE'],
    ["s | numberFormat('0')", 'EXPRESSION_TYPE'],
  ])('{{ %s }} fails with %s', (expression, code) => {
    expect(evaluate(expression)).toBe(code)
  })
})

describe('filters of lists, maps and numbers', () => {
  it.each([
    ['xs | chunk(2)', '[[3,1],[3]]'],
    ['maps | distinct', '[{"a":1},{"b":2}]'],
    ['[[1, [2]], [3]] | flatten', '[1,[2],3]'],
    ['m.keySet() | length', '2'],
    ["m.keySet() | default('x')", '["a","b"]'],
    ["e.keySet() | default('x')", 'x'],
    ['m | values', '[1,null]'],
    ['xs | keys', '[0,1,2]'],
    ['n | length', '0'],
    ['m | merge([1])', '{"a":1,"1":1}'],
    ["m | merge({'z': 1})", '{"a":1,"z":1}'],
    ['xs | merge([9])', '[3,1,3,9]'],
    ["xs | merge({'q': 1})", '[3,1,3,{"q":1}]'],
    ['xs | slice(1)', '[1,3]'],
    ['bools | sort', '[false,true,true]'],
    ['bools | rsort', '[true,true,false]'],
    ["['b' | first, 'a' | first, 'b' | first] | sort", '["a","b","b"]'],
    ['[d, fl, dec] | sort', '[-1.5,-1.25,2.5]'],
    ['big | abs', '9223372036854775808'],
    ['neg | abs', '9223372036854775808'],
    ['dec | abs', '1.25'],
    ['pos | abs', '1.25'],
    ['fl | abs', '1.5'],
    ['-d | abs', '2.5'],
  ])('{{ %s }} → %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected)
  })

  it.each([
    ['xs | chunk(0)', 'EXPRESSION_ARGUMENT'],
    ["xs | chunk('a')", 'EXPRESSION_ARGUMENT'],
    ['n | chunk(1)', 'EXPRESSION_TYPE'],
    ['n | distinct', 'EXPRESSION_TYPE'],
    ['n | flatten', 'EXPRESSION_TYPE'],
    ['n | reverse', 'EXPRESSION_TYPE'],
    ['n | sort', 'EXPRESSION_TYPE'],
    ['n | first', 'EXPRESSION_TYPE'],
    ["n | join(',')", 'EXPRESSION_TYPE'],
    ['s | keys', 'EXPRESSION_TYPE'],
    ['s | values', 'EXPRESSION_TYPE'],
    ['s | abs', 'EXPRESSION_TYPE'],
    ["m | merge('x')", 'EXPRESSION_TYPE'],
    ["xs | merge('x')", 'EXPRESSION_TYPE'],
    ['1 | merge(xs)', 'EXPRESSION_TYPE'],
    ["[1, 'a'] | sort", 'EXPRESSION_TYPE'],
    ['maps | sort', 'EXPRESSION_TYPE'],
    ['n | slice(1)', 'EXPRESSION_TYPE'],
    ["xs | slice('a', 1)", 'EXPRESSION_ARGUMENT'],
    ['xs | slice(2, 1)', 'EXPRESSION_VALUE'],
  ])('{{ %s }} fails with %s', (expression, code) => {
    expect(evaluate(expression)).toBe(code)
  })
})

describe('className', () => {
  it.each([
    ['n', 'java.lang.Integer'],
    ['1', 'java.lang.Long'],
    ['n + 1', '5java.lang.Long'],
    ['(n + 1)', 'java.lang.Long'],
    ["fromJson('[1]')[0]", 'java.lang.Integer'],
    ["fromJson('[99999999999]')[0]", 'java.lang.Long'],
    ["fromJson('[99999999999999999999]')[0]", 'java.math.BigInteger'],
    ["('1' | number)", 'java.lang.Integer'],
    ["('1' | number('LONG'))", 'java.lang.Long'],
    ['(missing ?? null)', ''],
    ['d', 'java.lang.Double'],
    ['fl', 'java.lang.Float'],
    ['dec', 'java.math.BigDecimal'],
    ['true', 'java.lang.Boolean'],
    ['s', 'java.lang.String'],
    ["('a' | first)", 'java.lang.Character'],
    ['xs', 'java.util.ArrayList'],
    ['m', 'java.util.LinkedHashMap'],
    ["{'a': 1}", 'java.util.HashMap'],
    ['{}', 'java.util.HashMap'],
    ["fromJson('{}')", 'java.util.LinkedHashMap'],
    ['m.keySet()', 'java.util.LinkedHashMap$LinkedKeySet'],
  ])('of %s is %s', (value, expected) => {
    expect(evaluate(`${value} | className`)).toBe(expected)
  })

  it('knows what only loops give', () => {
    const render = (body: string): string => engine.render(`{% for x in m %}${body},{% endfor %}`, { m: { a: 1 } })
    expect(render('{{ x | className }}')).toBe('java.util.LinkedHashMap$Entry,')
    expect(render('{{ loop | className }}')).toBe('io.pebbletemplates.pebble.node.ForNode$LoopVariables,')
  })
})
