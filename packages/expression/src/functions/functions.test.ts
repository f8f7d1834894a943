import { describe, expect, it, vi } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { RenderContext } from '../engine/expression-engine.ts'
import type { ExpressionHost } from '../host/host.ts'
import { createScope, type ScopeValue } from '../scope/scope.ts'

type Variables = { readonly [name: string]: ScopeValue }

const engine = createExpressionEngine()
const flow = { id: 'f', namespace: 'company.team' }

/** Answers with what it was asked, refuses what is called `no`, and knows nothing of what is called `absent`. */
const echo: ExpressionHost = {
  answer({ kind, args }) {
    if (args.includes('no')) return { ok: false, message: 'it is forbidden' }
    if (args.includes('absent')) return { ok: false, message: 'it does not exist', absent: true }
    return { ok: true, value: `${kind} ${JSON.stringify(args)}` }
  },
}

function evaluate(expression: string, scope: Variables = { flow }, context: RenderContext = { host: echo }): unknown {
  try {
    return engine.render(`{{ ${expression} }}`, scope, context)
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('functions that ask the host', () => {
  it.each([
    ["secret('a')", 'secret ["company.team","a",null,false]'],
    ["secret('a', 'other', 'part', true)", 'secret ["other","a","part",true]'],
    ["kv('a')", 'kv ["company.team","a"]'],
    ["kv('a', namespace='other')", 'kv ["other","a"]'],
    ["kv('absent', errorOnMissing=false) is null", 'true'],
    ["kv('absent')", 'EXPRESSION_HOST'],
    ["kv('no', errorOnMissing=false)", 'EXPRESSION_HOST'],
    ["kv('a', errorOnMissing='x')", 'EXPRESSION_ARGUMENT'],
    ["kv('a', 5)", 'EXPRESSION_ARGUMENT'],
    ['kv()', 'EXPRESSION_ARGUMENT'],
    ["read('a.txt')", 'read ["company.team","a.txt",null]'],
    ["read('no')", 'EXPRESSION_HOST'],
    ["credential('a')", 'credential ["a"]'],
    ["subflow(id='g')", 'subflow ["company.team","g",null,null,null,null]'],
    ["subflow('other', 'g', {'a': 1})", 'subflow ["other","g",{"a":1},null,null,null]'],
    ["fileURI('/a.txt')", 'kestra:///company/team/_files/a.txt'],
    ["fileURI('a.txt', 'other', 3)", 'kestra:///other/_files/a.txt?version=3'],
    ["fileURI('../a.txt')", 'EXPRESSION_ARGUMENT'],
    ["http('')", 'EXPRESSION_ARGUMENT'],
  ])('{{ %s }} → %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected)
  })

  it('give http every part of the request', () => {
    const answer = vi.fn<ExpressionHost['answer']>(() => ({ ok: true, value: { id: 7 } }))
    expect(evaluate("http('https://x', method='post', body={'a': 1}).id", {}, { host: { answer } })).toBe('7')
    expect(answer.mock.calls[0]?.[0]).toMatchObject({
      kind: 'http',
      args: [
        {
          uri: 'https://x',
          method: 'POST',
          query: null,
          body: { a: 1 },
          contentType: 'application/json',
          headers: null,
          options: null,
          accept: 'application/json',
        },
      ],
    })
  })

  it('need a host, and a flow for its namespace', () => {
    expect(evaluate("secret('a')", { flow }, {})).toBe('EXPRESSION_HOST')
    expect(evaluate("secret('a')", {})).toBe('EXPRESSION_HOST')
    expect(evaluate("secret('a')", { flow: 'f' })).toBe('EXPRESSION_HOST')
  })

  it('report secrets for masking', () => {
    const onSecret = vi.fn<(value: string) => void>()
    evaluate("secret('a') ~ credential('b')", { flow }, { host: echo, onSecret })
    expect(onSecret.mock.calls.flat()).toEqual(['secret ["company.team","a",null,false]', 'credential ["b"]'])
  })

  it('take what is not a text for what it is', () => {
    const host: ExpressionHost = { answer: () => ({ ok: true, value: { a: 1 } }) }
    expect(evaluate("secret('a').a ~ credential('b').a", { flow }, { host })).toBe('11')
  })

  it('give null for an answer of nothing', () => {
    const host: ExpressionHost = { answer: () => ({ ok: true, value: null }) }
    expect(evaluate("kv('a') is null and read('b') is null", { flow }, { host })).toBe('true')
  })
})

describe('encrypt and decrypt', () => {
  const key = btoa('k'.repeat(32))
  let seed = 0
  const random = (): number => {
    seed = (seed * 16_807 + 1) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const context: RenderContext = { random }

  it('undo each other', () => {
    expect(evaluate("decrypt(key, encrypt(key, 'grüße'))", { key }, context)).toBe('grüße')
  })

  it('mask what was decrypted', () => {
    const onSecret = vi.fn<(value: string) => void>()
    evaluate("decrypt(key, encrypt(key, 'x'))", { key }, { random, onSecret })
    expect(onSecret).toHaveBeenCalledWith('x')
  })

  it('use AES-GCM with the nonce in front and the tag behind (test case 14 of its specification)', () => {
    const scope = { zeros: btoa('\0'.repeat(32)), text: 'AAAAAAAAAAAAAAAAzqdAPU1ga24HTsXTuvOdGNDRyKeZmWvwJluYtdSKuRk=' }
    expect(evaluate('decrypt(zeros, text)', scope)).toBe('\0'.repeat(16))
  })

  it.each([
    ["encrypt(key, '') ~ '.'", '.'],
    ['encrypt(key, null) is null', 'true'],
    ["decrypt(key, '') ~ '.'", '.'],
    ['decrypt(key, null) is null', 'true'],
    ['encrypt(key, 5)', 'EXPRESSION_ARGUMENT'],
    ['decrypt(key, 5)', 'EXPRESSION_ARGUMENT'],
    ["encrypt('short', 'x')", 'EXPRESSION_ARGUMENT'],
    ["encrypt('!!', 'x')", 'EXPRESSION_ARGUMENT'],
    ["decrypt(key, 'AAAA')", 'EXPRESSION_VALUE'],
    ["decrypt(key, '!!')", 'EXPRESSION_VALUE'],
    ["decrypt(key, 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA')", 'EXPRESSION_VALUE'],
  ])('{{ %s }} → %s', (expression, expected) => {
    expect(evaluate(expression, { key }, context)).toBe(expected)
  })

  it('need random numbers', () => {
    expect(evaluate("encrypt(key, 'x')", { key }, {})).toBe('EXPRESSION_HOST')
  })
})

describe('functions about loops', () => {
  const rounds: Variables = {
    outputs: {
      first: { a: { x: { value: 'ax' }, y: { value: 'ay' } }, b: { x: { value: 'bx' } } },
      flat: { a: { value: 1 }, b: { value: 2 } },
      box: { a: { done: true } },
    },
    task: { id: 'first' },
    taskrun: { value: 'y', iteration: 1 },
    parents: [{ taskrun: { value: 'a' }, task: { id: 'box' } }, { task: { id: 'plain' } }],
    parent: { taskrun: { value: 'a' }, task: { id: 'box' } },
  }

  it.each([
    ['currentEachOutput(outputs.first).value', 'ay'],
    ['currentEachOutput(outputs.flat) is null', 'true'],
    ['currentEachOutput(outputs.missing ?? {})', 'EXPRESSION_VALUE'],
    ["currentEachOutput('x')", 'EXPRESSION_ARGUMENT'],
    ['currentEachOutput()', 'EXPRESSION_ARGUMENT'],
    ['iterationOutput()', 'ax'],
    ["iterationOutput('first', 1)", 'ay'],
    ["iterationOutput('first', 2)", 'EXPRESSION_VALUE'],
    ["iterationOutput('first', -1)", 'EXPRESSION_VALUE'],
    ["iterationOutput('first', 'x')", 'EXPRESSION_ARGUMENT'],
    ["iterationOutput('unknown') is null", 'true'],
    ["iterationOutput('flat', 0) is null", 'true'],
    ['parentOutput().done', 'true'],
    ['parentOutput(1).done', 'true'],
    ['parentOutput(0) is null', 'true'],
    ['parentOutput(2)', 'EXPRESSION_VALUE'],
    ["parentOutput('x')", 'EXPRESSION_ARGUMENT'],
  ])('{{ %s }} → %s', (expression, expected) => {
    expect(evaluate(expression, rounds)).toBe(expected)
  })

  it('prefer the outputs that the task around holds itself', () => {
    expect(evaluate('parentOutput().a', { parent: { outputs: { a: 1 } } })).toBe('1')
    expect(evaluate('parentOutput()', {})).toBe('EXPRESSION_VALUE')
  })

  it('give the outputs of a task around that is no loop', () => {
    const scope = { parent: { task: { id: 'box' } }, outputs: { box: { v: 3 } } }
    expect(evaluate('parentOutput().v', scope)).toBe('3')
  })

  it('fail outside of a loop', () => {
    expect(evaluate('currentEachOutput({})', {})).toBe('EXPRESSION_VALUE')
    expect(evaluate('currentEachOutput({})', { taskrun: {}, parents: 'x' })).toBe('EXPRESSION_TYPE')
    expect(evaluate('currentEachOutput({}) is null', { taskrun: {}, parents: null })).toBe('true')
    expect(evaluate('currentEachOutput(o) is null', { o: {}, taskrun: {}, parents: ['x'] })).toBe('true')
    expect(evaluate('iterationOutput()', {})).toBe('EXPRESSION_VALUE')
    const first = { taskrun: { iteration: 0 }, task: { id: 'a' }, outputs: {} }
    expect(evaluate('iterationOutput()', first)).toBe('EXPRESSION_VALUE')
  })

  it('tell of rounds that gave no map', () => {
    const scope = { taskrun: { iteration: 1 }, task: { id: 'a' }, outputs: { a: { x: 'no map', y: {} } } }
    expect(evaluate('iterationOutput() is null and iterationOutput(iteration=1) is null', scope)).toBe('true')
  })
})

describe('functions about the execution', () => {
  it('list tasks by their state', () => {
    const tasks = {
      a: { state: 'SUCCESS' },
      b: { x: { state: 'success' }, y: { state: 'FAILED' } },
      c: 'odd',
      d: { z: 1 },
    }
    expect(evaluate("tasksWithState('Success')", { tasks })).toBe(
      '[{"taskId":"a","state":"SUCCESS"},{"taskId":"b","state":"SUCCESS","value":"x"}]',
    )
    expect(evaluate("tasksWithState('FAILED')", {})).toBe('[]')
    expect(evaluate('tasksWithState(1)', {})).toBe('EXPRESSION_ARGUMENT')
  })

  it('look up the environment', () => {
    expect(evaluate("env('a') ~ env('b', 'c') ~ (env('d') is null)", { envs: { a: 1 } })).toBe('1ctrue')
    expect(evaluate("env('a', 'none')", {})).toBe('none')
  })

  it('take the outputs of rounds that have none for null', () => {
    expect(evaluate("loopOutputs(o, 'v')", { o: [{ outputs: { v: 1 } }, { outputs: {} }, {}, 'x'] })).toBe(
      '[1,null,null,null]',
    )
    expect(evaluate("loopOutputs('o', 'v')")).toBe('EXPRESSION_ARGUMENT')
  })
})

describe('functions of random values', () => {
  const context: RenderContext = { random: () => 0.999 }

  it.each([
    ["nanoId(3, 'ab')", 'bbb'],
    ['nanoId() | length', '21'],
    ['nanoId(0) ~ 0', '0'],
    ["nanoId(2, '')", 'EXPRESSION_ARGUMENT'],
    ["nanoId('x')", 'EXPRESSION_ARGUMENT'],
    ['nanoId(1001)', 'EXPRESSION_ARGUMENT'],
    ['nanoId(-1)', 'EXPRESSION_ARGUMENT'],
    ['randomInt(1, 4)', '3'],
    ['randomInt(4, 1)', 'EXPRESSION_ARGUMENT'],
    ['randomInt(1.5, 2)', 'EXPRESSION_ARGUMENT'],
    ['randomInt(1)', 'EXPRESSION_ARGUMENT'],
  ])('{{ %s }} → %s', (expression, expected) => {
    expect(evaluate(expression, {}, context)).toBe(expected)
  })

  it('need a source', () => {
    for (const call of ['nanoId()', 'randomInt(1, 4)', 'randomPort()', 'uuid()', 'id()', 'ksuid()', 'now()']) {
      expect(evaluate(call, {}, {})).toBe('EXPRESSION_HOST')
    }
  })
})

describe('functions that read a format', () => {
  it.each([
    ['fromIon(5)', 'EXPRESSION_ARGUMENT'],
    ['fromIon(null) is null', 'true'],
    ['fromJson(5)', 'EXPRESSION_ARGUMENT'],
    ["fromJson('{')", 'EXPRESSION_VALUE'],
    ['fromJson()', 'EXPRESSION_ARGUMENT'],
    ['fromJson(null) is null', 'true'],
    ['yaml(5)', 'EXPRESSION_ARGUMENT'],
    ["'1' is json and '{' is not json", 'true'],
    ['5 is json', 'EXPRESSION_TYPE'],
    ['missing is json', 'EXPRESSION_UNKNOWN_VARIABLE'],
  ])('{{ %s }} → %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected)
  })
})

describe('render', () => {
  const scope: Variables = { a: '{{ b }}', b: '{{ c }}', c: 'x', map: { '{{ c }}': ['{{ c }}', 1] } }

  it.each([
    ['render(a)', 'x'],
    ['render(a, false)', '{{ c }}'],
    ['renderOnce(a)', '{{ c }}'],
    ['render(map)', '{"x":["x",1]}'],
    ['render(5)', '5'],
    ['render(null) is null', 'true'],
    ["render(a, 'x')", 'EXPRESSION_ARGUMENT'],
    ['render()', 'EXPRESSION_ARGUMENT'],
  ])('{{ %s }} → %s', (expression, expected) => {
    expect(evaluate(expression, scope)).toBe(expected)
  })

  it('does not exist where everything is rendered recursively', () => {
    expect(evaluate("render('{{ c }}')", scope, { recursive: true })).toBe('EXPRESSION_UNKNOWN_FUNCTION')
  })

  it('sees the variables of a lazy view, and their absence', () => {
    const lazy = createScope({
      get: (name) => (name === 'c' ? 'x' : undefined),
      has: (name) => name === 'c',
      keys: () => ['c'],
    })
    const render = (source: string): string => engine.render(source, lazy)
    expect(render("{% set d = 'y' %}{{ render('{{ c }}{{ d }}{{ e ?? 1 }}') }}")).toBe('xy1')
    expect(render("{% set d = 'y' %}{{ render('{{ fetchContext() }}') }}")).toBe('{"c":"x","d":"y"}')
    expect(render("{{ render('{{ c is defined and e is not defined }}') }}")).toBe('true')
  })
})
