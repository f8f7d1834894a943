import { createExpressionEngine, questionKey } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import type { ValueMap } from '../../json/value.ts'
import { factsOfRows } from '../../testing/facts-of-rows.ts'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import type { TaskRunOutputs } from '../task-run.ts'
import type { ContextInput, ExecutionFacts } from './facts.ts'
import { outputsView } from './outputs-view.ts'

const expressions = createExpressionEngine()

const flow = `
id: f
namespace: company.team
tasks:
  - { id: r, type: io.kestra.plugin.core.debug.Return, format: x }
  - { id: s, type: io.kestra.plugin.core.flow.Sequential, tasks: [ { id: l, type: io.kestra.plugin.core.log.Log, message: l } ] }
`

/** Renders a template over outputs of `r`, each with the loop values on its way. */
function render(template: string, ...rows: readonly (readonly [readonly string[], ValueMap])[]): string {
  const { plan, rows: execution } = new SteppedExecution({ flow })
  const outputs = rows.map(
    ([path, values], index): TaskRunOutputs => ({
      tenant: 'main',
      executionId: 'e',
      taskRunId: `run${index}`,
      taskId: 'r',
      path,
      outputs: values,
    }),
  )
  const facts: ExecutionFacts = {
    ...factsOfRows(execution),
    outputsOf: (taskId) => (taskId === 'r' ? outputs : []),
    taskIdsWithOutputs: () => ['r'],
  }
  const settings = { url: '', envs: {}, globals: {} }
  const input: ContextInput = { plan, facts, run: null, answers: new Map(), settings }
  return expressions.render(template, { outputs: outputsView(input) })
}

describe('outputs', () => {
  it('of a task outside loops are what it gave', () => {
    expect(render('{{ outputs.r.value }} {{ outputs.r }}', [[], { value: 1 }])).toBe('1 {"value":1}')
  })

  it('inside loops are found by the loop values, outermost first', () => {
    const rows = [
      [['a', '1'], { value: 'a1' }],
      [['a', '2'], { value: 'a2' }],
      [['b', '1'], { value: 'b1' }],
    ] as const
    expect(render("{{ outputs.r.a['2'].value }} {{ outputs.r['b']['1'].value }}", ...rows)).toBe('a2 b1')
    expect(render("{{ outputs.r.b['2'] ?? 'none' }}", ...rows)).toBe('none')
    expect(render('{{ outputs }}', ...rows)).toBe(
      '{"r":{"a":{"1":{"value":"a1"},"2":{"value":"a2"}},"b":{"1":{"value":"b1"}}}}',
    )
  })

  it('of equal loop values are merged, the later winning', () => {
    const merged = render('{{ outputs.r.a }}', [['a'], { x: 1, m: { p: 1 } }], [['a'], { x: 2, m: { q: 2 }, l: [1] }])
    expect(JSON.parse(merged)).toEqual({ x: 2, m: { p: 1, q: 2 }, l: [1] })
  })

  it('of loop values that are names of JavaScript members are outputs like others', () => {
    const rows = ['__proto__', 'constructor', 'toString'].map((name) => [[name], { value: name }] as const)
    expect(render("{{ outputs.r['__proto__'].value }} {{ outputs.r.constructor.value }}", ...rows)).toBe(
      '__proto__ constructor',
    )
    expect(render("{{ outputs.r.hasOwnProperty ?? 'none' }}", ...rows)).toBe('none')
  })

  it('of a hundred thousand iterations are read in time that grows with their number', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => [[String(index)], { value: index }] as const)
    expect(render("{{ outputs.r['99999'].value }}", ...rows)).toBe('99999')
  })

  it('that were asked for are completed by those that came since', () => {
    const stepped = new SteppedExecution({ flow })
    const row = (taskRunId: string, value: string, text: string): TaskRunOutputs => ({
      tenant: 'main',
      executionId: 'e',
      taskRunId,
      taskId: 'r',
      path: [value],
      outputs: { value: text },
    })
    const answered = [row('run1', 'a', 'old'), row('run2', 'b', 'kept')].map(({ taskRunId, path, outputs }) => ({
      taskRunId,
      path,
      outputs,
    }))
    const facts: ExecutionFacts = {
      ...factsOfRows(stepped.rows),
      outputsOf: () => undefined,
      outputsSince: () => [row('run1', 'a', 'new'), row('run3', 'c', 'added')],
    }
    const answers = new Map([[questionKey('outputs', ['r']), { ok: true, value: answered }]] as const)
    const settings = { url: '', envs: {}, globals: {} }
    const outputs = outputsView({ plan: stepped.plan, facts, run: null, answers, settings })
    expect(JSON.parse(expressions.render('{{ outputs.r }}', { outputs }))).toEqual({
      a: { value: 'new' },
      b: { value: 'kept' },
      c: { value: 'added' },
    })
  })

  it.each([
    ['outputs.r', 'after', '{}'],
    ['outputs.l', 'after', '{}'],
    ["outputs.s ?? 'none'", 'after', 'none'],
    ["outputs.r ?? 'none'", 'before', 'none'],
    ["outputs.unknown ?? 'none'", 'after', 'none'],
  ])('of a task that gave none: %s %s its work is %s', (expression, when, text) => {
    const stepped = new SteppedExecution({ flow })
    if (when === 'after') stepped.start()
    const facts = { ...factsOfRows(stepped.rows), outputsOf: () => [], taskIdsWithOutputs: () => [] }
    const settings = { url: '', envs: {}, globals: {} }
    const input: ContextInput = { plan: stepped.plan, facts, run: null, answers: new Map(), settings }
    expect(expressions.render(`{{ ${expression} }}`, { outputs: outputsView(input) })).toBe(text)
  })
})
