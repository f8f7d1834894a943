import {
  type Analysis,
  type AnalysisRange,
  ExpressionError,
  type NameUse,
  type SourcePosition,
  type VariableUse,
} from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

/** Finds dotted variables, filters and calls by pattern: enough of an analysis for what the checks do with one. */
function analyze(source: string): Analysis {
  const position = (offset: number): SourcePosition => ({ offset, line: 1, column: offset + 1 })
  const range = (start: number, length: number): AnalysisRange => ({
    start: position(start),
    end: position(start + length),
  })
  const open = source.indexOf('{{ !')
  const errors =
    open < 0
      ? []
      : [new ExpressionError({ code: 'EXPRESSION_SYNTAX', reason: 'Something is missing', source, offset: open + 3 })]
  const variables = [...source.matchAll(/(?<![\w.|'-])(\w+)((?:\.\w+)+)( \?\?)?/g)].map((match): VariableUse => {
    const [, root = '', path = '', guard] = match
    return {
      root,
      path: path.slice(1).split('.'),
      complete: true,
      guarded: guard !== undefined,
      ...range(match.index, root.length + path.length),
    }
  })
  const names = (pattern: RegExp, known: readonly string[]): readonly NameUse[] =>
    [...source.matchAll(pattern)].map((match) => {
      const name = match[1] ?? ''
      const near = known.filter((one) => one.startsWith(name.slice(0, 2)))
      return { name, known: known.includes(name), near, ...range(match.index + match[0].indexOf(name), name.length) }
    })
  return {
    errors,
    variables,
    filters: names(/\| (\w+)/g, ['upper']),
    functions: names(/(?<![\w|.] ?)(\w+)\(/g, ['secret', 'render']),
    tests: [],
    secrets: [],
    kv: [],
    taskOutputs: variables
      .filter(({ root }) => root === 'outputs')
      .map(({ path, ...use }) => ({ ...use, task: path[0] ?? null, path: path.slice(1) })),
  }
}

function check(body: string) {
  const source = `id: f\nnamespace: demo\nvariables: { limit: 1 }\ninputs:\n  - { id: user.name, type: STRING }\n${body}\n`
  const { diagnostics } = parseFlow(source, {
    tenant: 'main',
    catalogue: createTestCatalogue(),
    expressions: { analyze },
  })
  return diagnostics.filter(({ code }) => code.startsWith('EXPRESSION'))
}

function task(format: string): string {
  return `tasks:\n  - id: a\n    type: io.kestra.plugin.core.debug.Return\n    format: ${format}`
}

describe('expressions of a flow', () => {
  it('that name what exists are fine', () => {
    expect(
      check(task('"{{ inputs.user.name | upper }} {{ vars.limit }} {{ outputs.a.value }} {{ secret(\'X\') }}"')),
    ).toEqual([])
  })

  it('are not checked without an analyzer', () => {
    const { diagnostics } = parseFlow(`id: f\nnamespace: d\n${task('"{{ !"')}`, {
      tenant: 'main',
      catalogue: createTestCatalogue(),
    })
    expect(diagnostics).toEqual([])
  })

  it('that cannot be read are errors at their place', () => {
    expect(check(task('"x {{ !y }}"'))).toEqual([
      {
        code: 'EXPRESSION_SYNTAX',
        severity: 'error',
        message: 'Something is missing.',
        path: 'tasks[0].format',
        range: { line: 9, column: 19, endLine: 9, endColumn: 20 },
      },
    ])
  })

  it('with unknown filters and functions are errors, with a suggestion', () => {
    expect(check(task('"{{ inputs.user | uper }} {{ secert(1) }}"'))).toMatchObject([
      {
        code: 'EXPRESSION_UNKNOWN_FILTER',
        severity: 'error',
        range: { line: 9, column: 31 },
        hint: 'Did you mean `upper`?',
      },
      { code: 'EXPRESSION_UNKNOWN_FUNCTION', severity: 'error', hint: 'Did you mean `secret`?' },
    ])
  })

  it('that name inputs, variables or tasks that do not exist are warned about', () => {
    expect(check(task('"{{ inputs.usr }} {{ vars.limt }} {{ outputs.b.value }}"'))).toMatchObject([
      { code: 'EXPRESSION_UNKNOWN_INPUT', severity: 'warning', hint: 'Did you mean `user`?' },
      { code: 'EXPRESSION_UNKNOWN_VARIABLE', severity: 'warning', hint: 'Did you mean `limit`?' },
      { code: 'EXPRESSION_UNKNOWN_TASK', severity: 'warning', hint: 'Did you mean `a`?' },
    ])
    expect(check(task('"{{ inputs.usr ?? 1 }}"'))).toEqual([])
  })

  it('that read outputs of a task with a dash by a dot are errors (case bas-outputs-name-dash)', () => {
    expect(check(task('"{{ outputs.a-b.value }}"'))).toMatchObject([
      { code: 'EXPRESSION_DASHED_OUTPUT', severity: 'error', hint: "Write `outputs['a-b']`." },
    ])
    expect(check(task('"{{ outputs.a.value-1 }}"'))).toEqual([])
    expect(check(task(`"{{ outputs['a-b'].value }}"`))).toEqual([])
  })

  it('are found in every member that is rendered, at any depth', () => {
    const found = check(
      [
        'tasks:',
        '  - id: p',
        '    type: io.kestra.plugin.core.flow.Pause',
        '    runIf: "{{ vars.x1 }}"',
        '    timeout: "{{ vars.x2 }}"',
        '    description: "{{ vars.not }}"',
        '    onResume:',
        '      - { id: ok, type: BOOLEAN, description: "{{ vars.not }}" }',
        '      - { id: why, type: STRING, defaults: "{{ vars.x3 }}", dependsOn: { inputs: [ok], condition: "{{ inputs.ok }} {{ vars.x4 }}" } }',
        '    onPause: { id: q, type: io.kestra.plugin.core.debug.Return, format: "{{ vars.x5 }}" }',
        '  - { id: r, type: io.kestra.plugin.core.http.Request, uri: x, headers: { A: "{{ vars.x6 }}" } }',
        'outputs:',
        '  - { id: o, type: STRING, value: { k: ["{{ vars.x7 }}"] } }',
        'labels: { l: "{{ vars.not }}" }',
      ].join('\n'),
    )
    expect(found.map(({ message, path }) => `${/`(.*)`/.exec(message)?.[1]} ${path}`)).toEqual([
      'x1 tasks[0].runIf',
      'x2 tasks[0].timeout',
      'x3 tasks[0].onResume[1].defaults',
      'x4 tasks[0].onResume[1].dependsOn.condition',
      'x5 tasks[0].onPause.format',
      'x6 tasks[1].headers.A',
      'x7 outputs[0].value.k[0]',
    ])
  })

  it('see the answers of a form only in that form', () => {
    const form = (id: string, asked: string) =>
      `  - { id: ${id}, type: io.kestra.plugin.core.flow.Pause, onResume: [{ id: ${asked}, type: STRING, defaults: "{{ inputs.ok }}" }] }`
    expect(check(`tasks:\n${form('p', 'ok')}`)).toEqual([])
    expect(check(`tasks:\n${form('p', 'ok')}\n${form('q', 'other')}`)).toMatchObject([
      { code: 'EXPRESSION_UNKNOWN_INPUT', path: 'tasks[1].onResume[0].defaults' },
    ])
  })

  it('of triggers are read, but not held against the data of an execution', () => {
    const triggers = (text: string) =>
      `${task('x')}\ntriggers: [{ id: t, type: io.kestra.plugin.core.trigger.Flow, inputs: { a: "${text}" } }]`
    expect(check(triggers('{{ vars.none }} {{ outputs.none.value }}'))).toEqual([])
    expect(check(triggers('{{ x.y | uper }}'))).toMatchObject([{ code: 'EXPRESSION_UNKNOWN_FILTER' }])
  })

  it('point into literal blocks', () => {
    expect(
      check(
        `tasks:\n  - id: a\n    type: io.kestra.plugin.core.debug.Return\n    format: |\n      one\n        {{ vars.x }}\n`,
      ),
    ).toMatchObject([{ range: { line: 11, column: 12, endLine: 11, endColumn: 18 } }])
  })
})
