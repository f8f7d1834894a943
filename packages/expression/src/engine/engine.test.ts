import { describe, expect, it } from 'vitest'
import { ExpressionError, isExpressionError } from '../errors/expression-error.ts'
import type { HostAnswer, HostQuestion } from '../host/host.ts'
import { isPendingSignal, PendingSignal } from '../host/pending-signal.ts'
import { createScope, type ScopeValue } from '../scope/scope.ts'
import { Decimal } from '../value/decimal.ts'
import { createExpressionEngine } from './create-expression-engine.ts'

const engine = createExpressionEngine()
const flow = { flow: { id: 'f', namespace: 'company.team' } }

function failure(work: () => unknown): ExpressionError {
  try {
    work()
  } catch (error) {
    if (error instanceof ExpressionError) return error
    throw error
  }
  throw new Error('Nothing failed')
}

describe('an engine', () => {
  it('gives a text without braces back as it is', () => {
    expect(engine.render('plain', {})).toBe('plain')
    expect(engine.renderTyped('plain', {})).toBe('plain')
  })

  it('renders compiled templates like their sources', () => {
    const template = engine.compile('{{ a }}-{{ b }}')
    expect(template.source).toBe('{{ a }}-{{ b }}')
    expect(template.render({ a: 1, b: 2 })).toBe('1-2')
    expect(engine.compile('{{ a }}').renderTyped({ a: [1] })).toEqual([1])
  })

  it('keeps the type of a single printed part, however deep it stands in tags', () => {
    expect(engine.renderTyped('{% for x in xs %}{% if x == 2 %}{{ x }}{% endif %}{% endfor %}', { xs: [1, 2] })).toBe(2)
    expect(engine.renderTyped('{% set x = 1 %}', {})).toBeNull()
    expect(engine.renderTyped('{{ null }}{{ [1] }}', {})).toBe('[1]')
    expect(engine.renderTyped('{{ [1] }} {{ {"a": null} }}', {})).toBe('[1] {}')
    expect(engine.renderTyped('{% filter upper %}{{ "a" }}{% endfilter %}', {})).toBe('A')
    expect(engine.renderTyped('{% raw %}{{ x }}{% endraw %}', {})).toBe('{{ x }}')
  })

  it('gives plain values out: characters as texts, sets as lists, lazy views as maps, decimals as Decimal', () => {
    const lazy = createScope({ get: (name) => `value of ${name}`, has: () => true, keys: () => ['k'] })
    expect(engine.renderTyped('{{ "abc" | first }}', {})).toBe('a')
    expect(engine.renderTyped('{{ m | keys }}', { m: { a: 1 } })).toEqual(['a'])
    expect(engine.renderTyped('{{ lazy }}', { lazy })).toEqual({ k: 'value of k' })
    expect(engine.renderTyped('{{ 1.0 }}', {})).toEqual(Decimal.double(1))
    expect(engine.renderTyped('{{ x }}', { x: 1.5 })).toEqual(Decimal.double(1.5))
    expect(engine.renderTyped('{{ {1: "x"} }}', {})).toEqual({ '1': 'x' })
    expect(engine.renderTyped('{% for e in m %}{{ e }}{% endfor %}', { m: { a: 1 } })).toEqual({ a: 1 })
  })

  it('renders every text inside of lists and maps, keys too, and leaves other values alone', () => {
    const value = { '{{ a }}': ['{{ b }}', 1, null, true, Decimal.double(1)], x: '{{ missing ?? "d" }}', plain: 'p' }
    expect(engine.renderDeep(value, { a: 'k', b: [2] })).toEqual({
      k: ['[2]', 1, null, true, Decimal.double(1)],
      x: 'd',
      plain: 'p',
    })
  })

  it('judges conditions by their rendered text', () => {
    const judge = (text: string, rule?: 'task' | 'trigger'): boolean => engine.evaluateCondition(text, {}, {}, rule)
    expect(['', ' ', '0', '-0', 'false', ' false\n', '{{ false }}', '{{ null }}'].map((text) => judge(text))).toEqual(
      Array(8).fill(false),
    )
    expect(['False', 'no', 'null', '[]', '0.0', '1', '{{ [] }}'].map((text) => judge(text))).toEqual(
      Array(7).fill(true),
    )
    expect(['0', '-0', 'false', ''].map((text) => judge(text, 'trigger'))).toEqual([true, true, false, false])
  })
})

describe('variables', () => {
  it('are read through lazy views, only those that are asked for', () => {
    const loaded: string[] = []
    const outputs = createScope({
      get(name) {
        loaded.push(name)
        return name === 'a' ? { value: [1, { b: 'deep' }] } : undefined
      },
      has: (name) => name === 'a',
      keys: () => {
        throw new Error('keys were asked for')
      },
    })
    expect(engine.render('{{ outputs.a.value[1].b }}{{ outputs.a.value[0] }}', { outputs })).toBe('deep1')
    expect(engine.render('{{ outputs.z ?? "none" }} {{ outputs contains "a" }}', { outputs })).toBe('none true')
    // A path that is read twice is looked up once.
    expect(loaded).toEqual(['a', 'z'])
  })

  it('may come from a lazy root, from JavaScript maps and from objects without a prototype', () => {
    const root = createScope({
      get: (name) =>
        name === 'm' ? new Map<string, ScopeValue>([['k', 'v']]) : Object.assign(Object.create(null), { x: 1 }),
      has: () => true,
      keys: () => ['m', 'o'],
    })
    expect(engine.render('{{ m.k }} {{ m }} {{ o.x }} {{ fetchContext() | length }}', root)).toBe('v {"k":"v"} 1 2')
  })

  it('are visible when they are own properties only', () => {
    const inherited: Record<string, ScopeValue> = Object.assign(Object.create({ secret: 'inherited' }), { own: 'mine' })
    const scope = { inherited, list: [1], text: 'abc', number: 1, decimal: Decimal.double(1) }
    expect(engine.render('{{ inherited.own }}', scope)).toBe('mine')
    for (const path of [
      'inherited.secret',
      'inherited.constructor',
      'inherited.__proto__',
      'inherited["__proto__"]',
      'list.constructor',
      'list.__proto__',
      'list.map',
      'text.constructor',
      'number.constructor',
      'decimal.constructor',
      'decimal.value',
      'constructor',
      '__proto__',
      'toString',
      'hasOwnProperty',
    ]) {
      expect(failure(() => engine.render(`{{ ${path} }}`, scope)).code).toBe('EXPRESSION_UNKNOWN_VARIABLE')
    }
    expect(
      engine.render('{{ m["__proto__"] }}{{ m.constructor }}', { m: JSON.parse('{"__proto__":1,"constructor":2}') }),
    ).toBe('12')
  })

  it('are not changed by templates', () => {
    const scope = { xs: Object.freeze([3, 1]), m: Object.freeze({ a: 1 }) }
    const source = '{{ xs | sort }}{{ xs | reverse }}{{ xs + 4 }}{{ m | merge({"b": 2}) }}{% set xs = 5 %}{{ xs }}'
    expect(engine.render(source, scope)).toBe('[1,3][1,3][3,1,4]{"a":1,"b":2}5')
    expect(scope).toEqual({ xs: [3, 1], m: { a: 1 } })
  })
})

describe('an error', () => {
  it('names the missing variable, its place and near names', () => {
    const error = failure(() => engine.render('Hi\n{{ inputs.nmae }}', { inputs: { name: 'Ada', age: 1 } }))
    expect(error).toMatchObject({
      code: 'EXPRESSION_UNKNOWN_VARIABLE',
      missing: 'nmae',
      near: ['name'],
      line: 2,
      column: 11,
    })
    expect(error.message).toBe(
      'Unable to find `nmae` used in the expression `Hi\n{{ inputs.nmae }}` at line 2, column 11. Did you mean `name`?',
    )
    expect(failure(() => engine.render('{{ input.x }}', { inputs: {} })).near).toEqual(['inputs'])
    expect(failure(() => engine.render('{% set total = 1 %}{{ totl }}', {})).near).toEqual(['total'])
    expect(failure(() => engine.render('{% for x in [1] %}{{ loop.indx }}{% endfor %}', {})).near).toEqual(['index'])
  })

  it('of an unknown filter, function or test suggests one', () => {
    expect(failure(() => engine.render('{{ 1 | uper }}', {}))).toMatchObject({
      code: 'EXPRESSION_UNKNOWN_FILTER',
      near: ['upper'],
    })
    expect(failure(() => engine.render('{{ rendr("x") }}', {}))).toMatchObject({
      code: 'EXPRESSION_UNKNOWN_FUNCTION',
      near: ['render', 'read'],
    })
    expect(failure(() => engine.render('{{ 1 is evn }}', {}))).toMatchObject({
      code: 'EXPRESSION_UNKNOWN_TEST',
      near: ['even'],
    })
    expect(failure(() => engine.render('{% fi x %}', {})).near).toContain('if')
  })

  it('says which arguments there are', () => {
    const error = failure(() => engine.render('{{ "a" | substringBefore(seperator="x") }}', {}))
    expect(error).toMatchObject({ code: 'EXPRESSION_ARGUMENT', hint: 'Its arguments are: separator.', column: 26 })
    expect(failure(() => engine.render('{{ "a" | substringBefore("x", "y") }}', {})).reason).toContain(
      'at most 1 argument',
    )
    expect(failure(() => engine.render('{{ "a" | join("x", separator="y") }}', {})).reason).toContain('twice')
  })

  it('shortens long templates, and survives being recognised across copies of the package', () => {
    const error = failure(() => engine.render(`{{ x }}${'.'.repeat(1000)}`, {}))
    expect(error.message.length).toBeLessThan(400)
    expect(isExpressionError(error)).toBe(true)
    expect(isExpressionError(new Error('x'))).toBe(false)
  })

  it('of a lazy view itself passes through unchanged', () => {
    const broken = new Error('the database is gone')
    const outputs = createScope({
      get: () => {
        throw broken
      },
      has: () => true,
      keys: () => [],
    })
    expect(() => engine.render('{{ outputs.x ?? "d" }}', { outputs })).toThrow(broken)
  })
})

describe('questions to the host', () => {
  const answering = (answers: ReadonlyMap<string, HostAnswer>) => ({
    asked: [] as HostQuestion[],
    answer(question: HostQuestion) {
      this.asked.push(question)
      return answers.get(question.key)
    },
  })

  it('end the rendering until they are answered, whatever stands around them', () => {
    for (const source of [
      '{{ secret("K") }}',
      '{{ secret("K") ?? "d" }}',
      '{{ secret("K") ??? "d" }}',
      '{{ secret("K") | default("d") }}',
      '{{ secret("K") is defined }}',
      '{% macro m() %}{{ secret("K") }}{% endmacro %}{{ m() ?? "d" }}',
      '{{ render("{{ secret(\'K\') }}") }}',
      '{% if secret("K") == "x" %}a{% endif %}',
    ]) {
      const host = answering(new Map())
      let signal: unknown
      try {
        engine.render(source, flow, { host })
      } catch (error) {
        signal = error
      }
      expect(isPendingSignal(signal)).toBe(true)
      if (!(signal instanceof PendingSignal)) throw new Error('no signal')
      expect(signal).toMatchObject({ kind: 'secret', args: ['company.team', 'K', null, false] })
      const answers = new Map<string, HostAnswer>([[signal.key, { ok: true, value: 's3' }]])
      expect(() => engine.render(source, flow, { host: answering(answers) })).not.toThrow()
    }
  })

  it('may also come from lazy views, and nothing catches them', () => {
    const outputs = createScope({
      get: (name) => {
        throw new PendingSignal({ kind: 'outputs', args: [name], key: `outputs:${name}` })
      },
      has: () => true,
      keys: () => [],
    })
    expect(() => engine.render('{{ outputs.a.b ?? "d" }}', { outputs })).toThrow(PendingSignal)
    expect(() => engine.render('{{ outputs.a is defined }}', { outputs })).toThrow(PendingSignal)
  })

  it('give their refusals as errors, and absent things as null where a function allows it', () => {
    const absent = { answer: (): HostAnswer => ({ ok: false, message: 'There is no key `k`', absent: true }) }
    const refused = { answer: (): HostAnswer => ({ ok: false, message: 'Not allowed' }) }
    expect(failure(() => engine.render('{{ kv("k") ?? "d" }}', flow, { host: absent }))).toMatchObject({
      code: 'EXPRESSION_HOST',
      reason: 'There is no key `k`',
      column: 4,
    })
    expect(engine.render('{{ kv("k", errorOnMissing=false) ?? "d" }}', flow, { host: absent })).toBe('d')
    expect(failure(() => engine.render('{{ kv("k", errorOnMissing=false) }}', flow, { host: refused })).reason).toBe(
      'Not allowed',
    )
  })

  it('tell the caller every secret that was read', () => {
    const secrets: string[] = []
    const host = { answer: (): HostAnswer => ({ ok: true, value: 'hush' }) }
    engine.render('{{ secret("A") }}{{ credential("B") }}', flow, { host, onSecret: (secret) => secrets.push(secret) })
    expect(secrets).toEqual(['hush', 'hush'])
  })

  it('pass their arguments normalised', () => {
    const host = answering(new Map())
    const ask = (source: string): HostQuestion | undefined => {
      expect(() => engine.render(source, flow, { host })).toThrow(PendingSignal)
      return host.asked.at(-1)
    }
    expect(ask('{{ http("http://x", method="post", body={"a": 1}) }}')?.args).toEqual([
      {
        uri: 'http://x',
        method: 'POST',
        query: null,
        body: { a: 1 },
        contentType: 'application/json',
        headers: null,
        options: null,
        accept: 'application/json',
      },
    ])
    expect(ask('{{ read("a.txt", version=2) }}')).toMatchObject({ kind: 'read', args: ['company.team', 'a.txt', 2] })
    expect(ask('{{ fileExists("kestra:///company/team/x") }}')?.args).toEqual([
      'company.team',
      'kestra:///company/team/x',
    ])
    expect(ask('{{ subflow(id="g", inputs={"n": 1}) }}')?.args).toEqual([
      'company.team',
      'g',
      { n: 1 },
      null,
      null,
      null,
    ])
    expect(ask('{{ isPublicHoliday("2025-12-25T10:00:00Z", "DE", "BY") }}')?.args).toEqual(['2025-12-25', 'DE', 'BY'])
    expect(ask('{{ appLink() }}')?.args).toEqual([null, null])
    expect(ask('{{ errorLogs() }}')?.args).toEqual([])
    expect(ask('{{ isFileEmpty("a") }}')?.kind).toBe('isFileEmpty')
  })

  it('fail clearly without a host, a clock, randomness or a flow', () => {
    for (const [source, what] of [
      ['{{ kv("a") }}', 'flow'],
      ['{{ errorLogs() }}', 'not available'],
      ['{{ now() }}', 'clock'],
      ['{{ uuid() }}', 'ids'],
      ['{{ randomInt(1, 9) }}', 'random'],
      ['{{ encrypt("MDEyMzQ1Njc4OWFiY2RlZg==", "x") }}', 'random'],
    ] as const) {
      expect(failure(() => engine.render(source, {}))).toMatchObject({ code: 'EXPRESSION_HOST' })
      expect(failure(() => engine.render(source, {})).reason).toContain(what)
    }
  })

  it('keep files of other namespaces and paths that lead upwards out of reach', () => {
    const host = answering(new Map())
    const refused = (source: string, scope: Record<string, ScopeValue> = flow): string =>
      failure(() => engine.render(source, scope, { host })).code
    expect(refused('{{ read("kestra:///company/other/f/executions/e/x") }}')).toBe('EXPRESSION_HOST')
    expect(refused('{{ read("a/../../b") }}')).toBe('EXPRESSION_ARGUMENT')
    expect(refused('{{ fileURI("..") }}')).toBe('EXPRESSION_ARGUMENT')
    const trigger = { namespace: 'company.other', flowId: 'f', executionId: 'e' }
    expect(() =>
      engine.render('{{ read("kestra:///company/other/f/executions/e/x") }}', { ...flow, trigger }, { host }),
    ).toThrow(PendingSignal)
    expect(host.asked).toHaveLength(1)
  })
})

describe('functions of time and chance', () => {
  it('use what the rendering is given', () => {
    const context = {
      now: () => Date.UTC(2024, 0, 2, 3, 4, 5, 678),
      random: () => 0.5,
      uuid: () => '018cc7f4-0000-7000-8000-000000000001',
    }
    const render = (source: string): string => engine.render(source, {}, context)
    expect(render('{{ now() }}')).toBe('2024-01-02T03:04:05.678000Z')
    expect(render('{{ now("HH:mm", "Europe/Paris") }}')).toBe('04:04')
    expect(render('{{ uuid() }} {{ id() | length }}')).toBe('018cc7f4-0000-7000-8000-000000000001 22')
    expect(render('{{ randomInt(0, 10) }} {{ randomPort() }} {{ nanoId(4) | length }} {{ ksuid() | length }}')).toBe(
      '5 57344 4 27',
    )
    expect(render('{{ {} | jq("now") | first }}')).toBe('1.704164645678E9')
  })
})
