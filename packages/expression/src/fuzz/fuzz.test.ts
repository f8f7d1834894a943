import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { RenderContext, RootScope } from '../engine/expression-engine.ts'
import { isExpressionError } from '../errors/expression-error.ts'
import type { ExpressionHost, HostAnswer } from '../host/host.ts'
import { isPendingSignal } from '../host/pending-signal.ts'
import { createScope } from '../scope/scope.ts'
import { Decimal } from '../value/decimal.ts'
import { characterSoup, damagedTemplate, FORBIDDEN_NAMES, grammaticalTemplate, tokenSoup } from './grammar.ts'

/** How many inputs all properties together get; the long run is `FUZZ_RUNS=1000000`. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 4_000)
const IS_LONG = process.env.FUZZ_RUNS !== undefined
/** The short run is the same every time; the long one looks elsewhere each time and says where when it finds something. */
const SEED = IS_LONG ? {} : { seed: 20_261_124 }
const TIMEOUT = Math.max(60_000, RUNS * 20)

const TIME_LIMIT = 50
/** Processor time after which an input counts as a hang. What cannot be interrupted must still be small by the other limits. */
const HANG = 2_000

const engine = createExpressionEngine({
  limits: {
    sourceLength: 20_000,
    nodes: 4_000,
    depth: 60,
    loopSteps: 5_000,
    outputSize: 50_000,
    collectionSize: 5_000,
    timeMs: TIME_LIMIT,
    cachedTemplates: 50,
  },
})

const host: ExpressionHost = {
  answer({ kind }): HostAnswer | undefined {
    if (kind === 'secret') return { ok: true, value: 'a secret' }
    if (kind === 'kv') return { ok: true, value: { constructor: 'own', list: [1] } }
    if (kind === 'read') return { ok: false, message: 'it does not exist', absent: true }
    if (kind === 'http') return undefined
    return { ok: false, message: 'not here' }
  },
}

const context: RenderContext = {
  host,
  now: () => 1_704_164_645_000,
  random: () => 0.5,
  uuid: () => `018cc7f4-0000-7000-8000-${'0'.repeat(12)}`,
}

const scope: RootScope = {
  inputs: { name: 'Ada', n: 41, list: [3, 1, 2], t: { first: 'a', last: null } },
  outputs: { t: { list: [1, 2, 3], value: Decimal.double(1.5) } },
  flow: { namespace: 'a.b', id: 'f' },
  lazy: createScope({
    get: (name) => (name === 'name' ? 'late' : undefined),
    has: (name) => name === 'name',
    keys: () => ['name'],
  }),
  items: [
    { key: 'a', value: 1 },
    { key: 'b', value: [] },
  ],
  odd: new Map<string, string>([
    ['__proto__', 'own entry'],
    ['get', 'x'],
  ]),
}

const FORBIDDEN_OBJECTS = new Set<unknown>([
  Object.prototype,
  Function.prototype,
  Array.prototype,
  String.prototype,
  Map.prototype,
  Object,
  Function,
  Array,
  globalThis,
  process,
  engine,
  host,
  context,
])

/** Fails unless a value is data: nothing to call, nothing of the platform, nothing but own entries. */
function checkData(value: unknown, depth = 0): void {
  if (value === null || ['boolean', 'number', 'bigint'].includes(typeof value)) return
  if (typeof value === 'string') {
    // No input holds these words: only the text of a function or of an object of the platform would.
    if (/\[native code\]|\[object |=> /.test(value)) throw new Error(`A text shows an object of the platform: ${value}`)
    return
  }
  if (typeof value !== 'object' || FORBIDDEN_OBJECTS.has(value)) throw new Error(`The result holds ${String(value)}`)
  if (depth > 100 || value instanceof Decimal) return
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) {
    throw new Error(`The result holds an object of another kind: ${Object.prototype.toString.call(value)}`)
  }
  for (const key of Reflect.ownKeys(value)) {
    if (key !== 'length' || !Array.isArray(value)) checkData(Reflect.get(value, key), depth + 1)
  }
}

/** Does one thing with an input: it gives data, or ends with an error of the language at a place, or waits for the host. */
function attempt(work: () => unknown): void {
  const started = process.cpuUsage()
  try {
    checkData(work())
  } catch (error) {
    if (isExpressionError(error)) {
      expect(error.position.offset).toBeGreaterThanOrEqual(0)
      expect(error.position.offset).toBeLessThanOrEqual(error.source.length)
    } else if (!isPendingSignal(error)) throw error
  }
  const { user, system } = process.cpuUsage(started)
  if (user + system > HANG * 1_000) throw new Error(`It took ${Math.round((user + system) / 1_000)} ms`)
}

function tryEverything(source: string): void {
  attempt(() => engine.render(source, scope, context))
  attempt(() => engine.renderTyped(source, scope, context))
  const { errors } = engine.analyze(source)
  expect(Array.isArray(errors)).toBe(true)
  expect(Object.keys(Object.prototype)).toEqual([])
}

function property(template: fc.Arbitrary<string>, share: number): void {
  fc.assert(
    fc.property(template, (source) => tryEverything(source)),
    { numRuns: Math.max(1, Math.round(RUNS * share)), ...SEED },
  )
}

describe('any template', () => {
  it(
    'that the grammar allows neither crashes, nor hangs, nor escapes',
    () => property(grammaticalTemplate, 0.4),
    TIMEOUT,
  )

  it('that is damaged neither crashes, nor hangs, nor escapes', () => property(damagedTemplate, 0.2), TIMEOUT)

  it('of tokens in any order neither crashes, nor hangs, nor escapes', () => property(tokenSoup, 0.25), TIMEOUT)

  it('of any characters neither crashes, nor hangs, nor escapes', () => property(characterSoup, 0.15), TIMEOUT)
})

describe('what belongs to the platform', () => {
  const OWNERS = [
    'inputs',
    'inputs.list',
    'inputs.name',
    'inputs.n',
    'outputs.t.value',
    'lazy',
    'items',
    'items[0]',
    "fromJson('{}')",
    "({'a': 1})",
    "({'a': 1} | keys)",
    "('abc' | first)",
    '[1]',
    'true',
    '1.5',
    '9007199254740993',
    "kv('a')",
    'fetchContext()',
  ]

  it.each(FORBIDDEN_NAMES.filter((name) => !['class', 'getClass'].includes(name)))(
    'is not reached by the name %s',
    (name) => {
      const own = (owner: string): boolean => name === 'constructor' && owner === "kv('a')"
      for (const owner of OWNERS.filter((candidate) => !own(candidate))) {
        for (const source of [
          `{{ ${owner}.${name} }}`,
          `{{ ${owner}['${name}'] }}`,
          `{{ ${owner}.${name}.${name} }}`,
          `{{ ${owner}['${name.slice(0, 3)}' ~ '${name.slice(3)}'] }}`,
        ]) {
          expect(() => engine.renderTyped(source, scope, context), source).toThrow(
            expect.objectContaining({ name: 'ExpressionError' }),
          )
        }
        attempt(() => engine.renderTyped(`{{ ${owner}.${name}() }}`, scope, context))
        attempt(() => engine.renderTyped(`{{ ${owner}.get('${name}') }}`, scope, context))
      }
    },
  )

  it.each(FORBIDDEN_NAMES)('is not a variable, function, filter, test, tag or block of the name %s', (name) => {
    for (const source of [
      `{{ ${name} }}`,
      `{{ ${name}() }}`,
      `{{ 1 | ${name} }}`,
      `{{ 1 is ${name} }}`,
      `{% ${name} %}`,
      `{% filter ${name} %}{% endfilter %}`,
    ]) {
      expect(() => engine.renderTyped(source, scope, context), source).toThrow(
        expect.objectContaining({ name: 'ExpressionError' }),
      )
    }
    expect(engine.render(`{{ block('${name}') }}`, scope, context)).toBe('')
  })

  it.each(FORBIDDEN_NAMES)('is not touched by variables, macros, arguments and keys of the name %s', (name) => {
    const cases: readonly (readonly [string, unknown])[] = [
      [`{% set ${name} = 'v' %}{{ ${name} }}`, 'v'],
      [`{% macro ${name}(a) %}{{ a }}{% endmacro %}{{ ${name}('v') }}`, 'v'],
      [`{% macro m(${name}) %}{{ ${name} }}{% endmacro %}{{ m(${name}='v') }}`, 'v'],
      [`{% for ${name} in ['v'] %}{{ ${name} }}{% endfor %}`, 'v'],
      [`{% block ${name} %}v{% endblock %}`, 'v'],
      [`{{ ({'${name}': 'v'})['${name}'] }}`, 'v'],
      [`{{ ({'a': 1} | merge({'${name}': 'v'}))['${name}'] }}`, 'v'],
      [`{{ fromJson('{"${name}": "v"}')['${name}'] }}`, 'v'],
      [`{{ yaml('${name}: v')['${name}'] }}`, 'v'],
      [`{{ fromIon('{"${name}": "v"}')['${name}'] }}`, 'v'],
      [`{{ {'${name}': 'v'} | jq('.["${name}"]') | first }}`, 'v'],
      [`{{ {'a': 1} | jq('.["${name}"]') | first }}`, null],
    ]
    for (const [source, expected] of cases) expect(engine.renderTyped(source, scope, context), source).toBe(expected)
  })

  it('is not changed by keys named __proto__ in results', () => {
    for (const source of [
      `{{ fromJson('{"__proto__": {"polluted": true}}') }}`,
      `{{ {'__proto__': {'polluted': true}} }}`,
      `{{ {'a': 1} | merge({'__proto__': {'polluted': true}}) }}`,
      `{{ yaml('__proto__: {polluted: true}') }}`,
      `{{ fromIon('{"__proto__": {polluted: true}}') }}`,
      `{{ {'a': 1} | jq('{"__proto__": {polluted: 1}}') | first }}`,
    ]) {
      const result = engine.renderTyped(source, scope, context)
      expect(Object.getPrototypeOf(result), source).toBe(Object.prototype)
      expect(Reflect.get(Object(result), 'polluted'), source).toBeUndefined()
      expect(Object.hasOwn(Object(result), '__proto__'), source).toBe(true)
    }
    const key = '{{ "__pro" ~ "to__" }}'
    const deep = engine.renderDeep({ [key]: { polluted: 'x' } }, scope, context)
    expect(Object.getPrototypeOf(deep)).toBe(Object.prototype)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('leaves frozen contexts alone: nothing writes to what it was given', () => {
    const frozen = Object.freeze({
      inputs: Object.freeze({ list: Object.freeze([3, 1, 2]), map: Object.freeze({ a: 1 }) }),
    })
    for (const source of [
      '{{ inputs.list | sort }}{{ inputs.list | reverse }}{{ inputs.list | rsort }}',
      "{{ inputs.map | merge({'b': 2}) }}{{ inputs.list + 4 }}{{ inputs.list - 1 }}",
      '{% set inputs = 1 %}{{ inputs }}',
    ]) {
      expect(() => engine.render(source, frozen, context)).not.toThrow()
    }
  })
})
