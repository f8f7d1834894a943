import * as fc from 'fast-check'
import { FILTERS } from '../filters/registry.ts'
import { FUNCTIONS } from '../functions/registry.ts'
import { TESTS } from '../tests/registry.ts'

/** Names by which JavaScript objects give more away than their own entries. */
export const FORBIDDEN_NAMES: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  '__defineGetter__',
  '__defineSetter__',
  '__lookupGetter__',
  '__lookupSetter__',
  'hasOwnProperty',
  'isPrototypeOf',
  'propertyIsEnumerable',
  'toLocaleString',
  'valueOf',
  'caller',
  'callee',
  'arguments',
  'apply',
  'bind',
  'process',
  'global',
  'globalThis',
  'getClass',
  'class',
]

const VARIABLES = ['inputs', 'outputs', 'flow', 'lazy', 'items', 'odd', 'x', 'y', 'z']
const ATTRIBUTES = [
  'name',
  'n',
  'list',
  't',
  'first',
  'last',
  'key',
  'value',
  'index',
  'length',
  'size',
  'get',
  'entrySet',
]
/** What the context of the test holds. */
const PATHS = [
  ...['inputs.name', 'inputs.n', 'inputs.list', 'inputs.t', 'outputs.t.list', 'outputs.t.value', 'lazy.name'],
  ...['items[0].key', "odd['__proto__']", 'items[1]', '(loop.index ?? 0)', '(x.key ?? 1)'],
]
const BINARY = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  '~',
  '??',
  '???',
  '..',
  'contains',
  'isIn',
]
/** Texts that some filter or function reads: dates, JSON, regular expressions, formats, templates. */
const TEXTS = [
  '',
  ' a B ',
  'ß',
  '2024-02-29T13:05:09Z',
  'yyyy-MM-dd',
  '{"a": [1, 2.5], "__proto__": {"polluted": true}}',
  '[1, 2',
  '(a|aa)+$',
  '(?<=a)b{2,3}',
  '%5.2f %s',
  '#,##0.00',
  '.. | select(. != null)',
  '[.[] | tostring] | add',
  '{{ x }}',
  '{{ render(x) }}',
  '{% raw %}a{% endraw %}',
  'a: [x, {y: 1}]',
  '{a: 1, b: [c]}',
  '1e400',
  '9223372036854775807',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
  '\ud800',
  'DAYS',
  'Europe/Paris',
]
const NUMBERS = [
  '0',
  '1',
  '-1',
  '2',
  '3',
  '100',
  '1.5',
  '0.1',
  '4096',
  '2147483648',
  '9007199254740993',
  '9223372036854775807',
  '1L',
]

interface Pieces {
  readonly expression: string
  readonly argument: string
  readonly list: string
  readonly map: string
  readonly call: string
  readonly statement: string
  readonly body: string
}

const name = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(...VARIABLES) },
  { weight: 1, arbitrary: fc.constantFrom('missing', ...FORBIDDEN_NAMES) },
)
const attribute = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ATTRIBUTES) },
  { weight: 1, arbitrary: fc.constantFrom(...FORBIDDEN_NAMES) },
)
const text = fc
  .oneof(fc.constantFrom(...TEXTS), fc.constantFrom(...FORBIDDEN_NAMES, ...ATTRIBUTES), fc.string({ maxLength: 6 }))
  .map((value) => `'${value.replaceAll('\\', '').replaceAll("'", "\\'")}'`)
const literal = fc.oneof(text, fc.constantFrom(...NUMBERS), fc.constantFrom('true', 'false', 'null'))
const filterName = fc.constantFrom(...FILTERS.keys())
const functionName = fc.constantFrom(...FUNCTIONS.keys())

const glued = (...parts: readonly (fc.Arbitrary<string> | string)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((texts) => texts.join(''))

const listed = (item: fc.Arbitrary<string>, maxLength: number): fc.Arbitrary<string> =>
  fc.array(item, { maxLength }).map((items) => items.join(', '))

const grammar = fc.letrec<Pieces>((tie: fc.LetrecTypedTie<Pieces>) => {
  const inner = tie('expression')
  const args = listed(tie('argument'), 3)
  return {
    argument: fc.oneof(
      { weight: 5, arbitrary: inner },
      { weight: 1, arbitrary: glued(fc.constantFrom('default', 'regexp', 'items', 'format', 'a'), '=', inner) },
    ),
    list: glued('[', listed(inner, 4), ']'),
    map: glued('{', listed(glued(text, ': ', inner), 3), '}'),
    call: fc.oneof(
      glued(inner, ' | ', filterName),
      glued(inner, ' | ', filterName, '(', args, ')'),
      glued(functionName, '(', args, ')'),
      glued('m(', args, ')'),
      glued(inner, ' is ', fc.constantFrom('', 'not '), fc.constantFrom(...TESTS.keys())),
      glued('((', inner, ').', attribute, '(', args, ') ?? 1)'),
    ),
    expression: fc.oneof(
      { depthSize: 'small', maxDepth: 6 },
      { weight: 6, arbitrary: literal },
      { weight: 4, arbitrary: name },
      { weight: 4, arbitrary: fc.constantFrom(...PATHS) },
      glued('(', name, '.', attribute, ' ?? ', literal, ')'),
      glued('(', name, '[', literal, '] ?? ', literal, ')'),
      tie('call'),
      tie('list'),
      tie('map'),
      glued('(', inner, ')'),
      glued('((', inner, ').', attribute, ' ?? ', inner, ')'),
      glued('((', inner, ')[', inner, '] ?? ', inner, ')'),
      fc.oneof(glued(name, '.', attribute), glued(name, '[', literal, ']')),
      glued(fc.constantFrom('-', 'not ', '+'), inner),
      glued(inner, ' ', fc.constantFrom(...BINARY), ' ', inner),
      glued(inner, ' ? ', inner, ' : ', inner),
      glued('"a#{', inner, '}b"'),
    ),
    statement: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      glued('{{ ', inner, ' }}'),
      fc.constantFrom(
        'text',
        ' ',
        '{# c #}',
        '{% raw %}{{ x }}{% endraw %}',
        '{% verbatim %}{{{% endverbatim %}',
        '%}',
      ),
      glued('{%- set ', fc.constantFrom('x', 'y', '__proto__'), ' = ', inner, ' -%}'),
      glued('{% if ', inner, ' %}', tie('body'), '{% else %}', tie('body'), '{% endif %}'),
      glued('{% for ', fc.constantFrom('x', 'y', 'constructor'), ' in ', inner, ' %}', tie('body'), '{% endfor %}'),
      glued('{% for x in 1..', fc.constantFrom('3', '40', '2000'), ' %}', tie('body'), '{% endfor %}'),
      glued('{% block ', fc.constantFrom('a', '__proto__'), ' %}', tie('body'), '{% endblock %}'),
      glued('{% filter ', filterName, ' %}', tie('body'), '{% endfilter %}'),
    ),
    body: fc.array(tie('statement'), { maxLength: 3, depthIdentifier: 'statement' }).map((parts) => parts.join('')),
  }
})

/** The variables and the macro that the rest may use. */
const prologue = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  glued('{% macro m(x, y=', grammar.expression, ') %}', grammar.body, '{% endmacro %}'),
)

/** Templates that the grammar allows, most of them nonsense. */
export const grammaticalTemplate: fc.Arbitrary<string> = fc
  .tuple(
    glued('{% set x = ', grammar.expression, ' %}'),
    glued('{% set y = ', fc.oneof(literal, grammar.list, grammar.map), ' %}{% set z = y %}'),
    prologue,
    fc.array(grammar.statement, { minLength: 1, maxLength: 3 }),
  )
  // Without its variables a template is shorter, and most of it still means something.
  .chain(([x, y, macros, parts]) =>
    fc.constantFrom(y.concat(x, macros, ...parts), y.concat(macros, ...parts), parts.join('')),
  )

const TOKENS = [
  ...['{{', '}}', '{%', '%}', '{#', '#}', '#{', '}', '{', '"', "'", '\\', '-', '|', '.', '..', ',', '(', ')', '[', ']'],
  ...['?', ':', '=', '??', '~', ' ', '\n', '1', '0.5', '1L', 'raw', 'endraw', 'verbatim', 'endverbatim', 'if', 'else'],
  ...['endif', 'for', 'in', 'endfor', 'set', 'macro', 'endmacro', 'block', 'is', 'not', 'inputs', 'upper', '__proto__'],
]

/** Tokens of the language in any order. */
export const tokenSoup: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('{{ ', '{{ ', '{% ', '{{ "', ''),
    fc.array(
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...TOKENS) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }) },
      ),
      { maxLength: 30 },
    ),
    fc.constantFrom(' }}', ' %}', ''),
  )
  .map(([open, tokens, close]) => open + tokens.join('') + close)

/** Any characters behind an opening delimiter. */
export const characterSoup: fc.Arbitrary<string> = glued(
  fc.constantFrom('{{', '{% ', '{#', '{% raw %}', '{{ "', "{{ '", ''),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('}}', '%}', '#}', ''),
)

/** A template of the grammar with some characters replaced, taken away or doubled. */
export const damagedTemplate: fc.Arbitrary<string> = fc
  .tuple(
    grammaticalTemplate,
    fc.array(fc.tuple(fc.nat(), fc.constantFrom('', '{', '}', '%', '"', "'", '(', ']', '|', '\u0000', '#{', '-')), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([template, changes]) => changes.reduce(damage, template))

function damage(template: string, [place, put]: readonly [number, string]): string {
  const at = place % (template.length + 1)
  return template.slice(0, at) + put + template.slice(at + (place % 2))
}
