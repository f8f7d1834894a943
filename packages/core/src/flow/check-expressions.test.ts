import { createExpressionEngine } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import { p } from '../task/properties/p.ts'
import { createTestCatalogue, testFlowableType, testInlineType } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

const expressions = createExpressionEngine()

function check(body: string) {
  const source = `id: f\nnamespace: demo\nvariables: { limit: 1 }\ninputs:\n  - { id: user.name, type: STRING }\n${body}\n`
  const { diagnostics } = parseFlow(source, {
    tenant: 'main',
    catalogue: createTestCatalogue(),
    expressions,
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
    const { diagnostics } = parseFlow(`id: f\nnamespace: d\n${task('"{{ y"')}`, {
      tenant: 'main',
      catalogue: createTestCatalogue(),
    })
    expect(diagnostics).toEqual([])
  })

  it('that cannot be read are errors at their place', () => {
    expect(check(task('"x {{ y + }}"'))).toMatchObject([
      {
        code: 'EXPRESSION_SYNTAX',
        severity: 'error',
        message: expect.stringMatching(/\.$/),
        path: 'tasks[0].format',
        range: { line: 9, endLine: 9 },
      },
    ])
    const [unclosed] = check(task('"one {{ two"'))
    // At the opening braces or right behind them, which the language decides; not at the start of the text.
    expect([18, 20]).toContain(unclosed?.range?.column)
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

  it('that read outputs of a task that runs later are warned about', () => {
    const next = '  - { id: b, type: io.kestra.plugin.core.debug.Return, format: "{{ outputs.a.value }}" }'
    expect(check(`${task('"{{ outputs.b.value }}"')}\n${next}`)).toMatchObject([
      {
        code: 'EXPRESSION_LATER_TASK',
        severity: 'warning',
        message: 'Task `b` runs later than `a`, so that its outputs are not there yet.',
        path: 'tasks[0].format',
        range: { line: 9 },
      },
    ])
    expect(check(`${task('"{{ outputs.b.value ?? 1 }}"')}\n${next}`)).toEqual([])
    const output = 'outputs:\n  - { id: o, type: STRING, value: "{{ outputs.b.value }}" }'
    expect(check(`${task('x')}\n${next}\n${output}`)).toEqual([])
  })

  it('that read outputs of a task with a dash by a dot are errors (case bas-outputs-name-dash)', () => {
    expect(check(task('"{{ outputs.a-b.value }}"'))).toMatchObject([
      { code: 'EXPRESSION_DASHED_OUTPUT', severity: 'error', hint: "Write `outputs['a-b']`." },
    ])
    expect(check(task('"{{ outputs.a.value-1 }}"'))).toEqual([])
    const dashed = '  - { id: a-b, type: io.kestra.plugin.core.debug.Return }'
    const bracketed = task(`"{{ outputs['a-b'].value }}"`).replace('\n', `\n${dashed}\n`)
    expect(check(bracketed)).toEqual([])
  })

  it('are not held against tasks when one of them could not be read', () => {
    const source = `${task('"{{ outputs.none.value }}"')}\n  - { id: b, type: x.Unknown }`
    expect(check(source)).toEqual([])
  })

  it('may read the variables that a task of the flow sets', () => {
    const setter = testInlineType('io.kestra.plugin.core.execution.SetVariables', { variables: p.any() })
    const source = `id: f\nnamespace: d\n${task('"{{ vars.new }}"')}\n  - { id: s, type: ${setter.type}, variables: { new: 1 } }`
    const catalogue = createTestCatalogue([setter])
    expect(parseFlow(source, { tenant: 'main', catalogue, expressions }).diagnostics).toEqual([])
  })

  it('may read the children that a ForEachItem makes', () => {
    const each = testFlowableType('io.kestra.plugin.core.flow.ForEachItem', [], { items: p.string() })
    const source = `id: f\nnamespace: d\n${task('"{{ outputs.each_merge.subflowOutputs }} {{ outputs.a_merge.x }}"')}\n  - { id: each, type: ${each.type}, items: x }`
    const catalogue = createTestCatalogue([each])
    expect(parseFlow(source, { tenant: 'main', catalogue, expressions }).diagnostics).toMatchObject([
      { code: 'EXPRESSION_UNKNOWN_TASK', message: 'The flow has no task `a_merge`.' },
    ])
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

  it('of checks and promises are read', () => {
    const found = check(
      [
        'checks: [{ condition: "{{ inputs.nope }}", message: m }]',
        'sla: [{ id: s, type: EXECUTION_ASSERTION, behavior: NONE, assert: "{{ vars.limit | nope }}" }]',
        task('x'),
      ].join('\n'),
    )
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'EXPRESSION_UNKNOWN_INPUT checks[0].condition',
      'EXPRESSION_UNKNOWN_FILTER sla[0].assert',
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
