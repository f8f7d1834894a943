import { describe, expect, it } from 'vitest'
import { createExpressionEngine } from '../engine/create-expression-engine.ts'
import type { Analysis, AnalysisRange } from './analysis.ts'

const { analyze } = createExpressionEngine()

/** The text that a use stands for. */
function textOf(source: string, { start, end }: AnalysisRange): string {
  return source.slice(start.offset, end.offset)
}

function variables(source: string): readonly (readonly [string, string, boolean])[] {
  return analyze(source).variables.map(({ root, path, guarded }) => [root, path.join('.'), guarded])
}

describe('the analysis of a template', () => {
  it('finds nothing in plain text, and never throws', () => {
    const nothing: Analysis = {
      errors: [],
      variables: [],
      functions: [],
      filters: [],
      tests: [],
      secrets: [],
      kv: [],
      taskOutputs: [],
    }
    expect(analyze('plain')).toEqual(nothing)
    expect(analyze('{{ 1 + 1 }}')).toEqual(nothing)
    const broken = analyze('a\n{{ b | }}')
    expect(broken).toMatchObject({
      ...nothing,
      errors: [{ code: 'EXPRESSION_SYNTAX', position: { line: 2, column: 8 } }],
    })
  })

  it('gives variables with their paths and places', () => {
    const source = 'x {{ inputs.user["first name"][0] }}\n{{ labels[inputs.key].a }}'
    const { variables: found } = analyze(source)
    expect(found.map((use) => textOf(source, use))).toEqual(['inputs.user["first name"][0]', 'labels', 'inputs.key'])
    expect(found[0]).toMatchObject({ root: 'inputs', path: ['user', 'first name', '0'], complete: true })
    expect(found[1]).toMatchObject({ root: 'labels', path: [], complete: false, start: { line: 2, column: 4 } })
    expect(found[2]).toMatchObject({ root: 'inputs', path: ['key'], end: { line: 2, column: 21 } })
  })

  it('ends a path at the call of a method, and looks into its arguments', () => {
    expect(variables('{{ a.b.size().c }}{{ x.indexOf(y.z) }}')).toEqual([
      ['a', 'b', false],
      ['x', '', false],
      ['y', 'z', false],
    ])
  })

  it('tells which missing variables something handles', () => {
    expect(variables('{{ a ?? b }}{{ c ??? d }}{{ e | upper | default(f) }}{{ g is defined }}{{ h is null }}')).toEqual(
      [
        ['a', '', true],
        ['b', '', false],
        ['c', '', true],
        ['d', '', false],
        ['e', '', true],
        ['f', '', false],
        ['g', '', true],
        ['h', '', false],
      ],
    )
    // Arithmetic and comparisons turn a missing variable into an error that nothing catches.
    expect(variables('{{ (a + b) ?? (c == d) ?? 1 }}').map(([, , guarded]) => guarded)).toEqual([
      false,
      false,
      false,
      false,
    ])
    expect(variables('{{ [a, {"k": b}, -c, "#{d}", x ? y : z] ?? 1 }}').every(([, , guarded]) => guarded)).toBe(true)
  })

  it('leaves out what the template sets itself', () => {
    expect(variables('{% set a = b %}{{ a }}{{ c }}')).toEqual([
      ['b', '', false],
      ['c', '', false],
    ])
    expect(variables('{% for x in xs %}{{ x }}{{ loop.index }}{% set y = x %}{% endfor %}{{ x }}')).toEqual([
      ['xs', '', false],
      ['x', '', false],
    ])
    expect(
      variables('{% macro m(a, b=c) %}{{ a }}{{ b }}{{ d }}{% endmacro %}{{ m(e) }}').map(([root]) => root),
    ).toEqual(['c', 'd', 'e'])
  })

  it('looks into every tag', () => {
    const source =
      '{% if a %}{{ b }}{% elseif c %}{{ d }}{% else %}{{ e }}{% endif %}{% for x in f %}{% else %}{{ g }}{% endfor %}' +
      '{% block n %}{{ h }}{% endblock %}{% filter replace(i) | upper %}{{ j }}{% endfilter %}{% raw %}{{ k }}{% endraw %}'
    expect(
      variables(source)
        .map(([root]) => root)
        .join(''),
    ).toBe('abcdefghij')
  })

  it('names unknown filters, functions and tests, with what may have been meant', () => {
    const source =
      '{{ a | uper | trim }}{{ sercet("x") }}{{ m() }}{{ a is evn }}{% macro m() %}{% endmacro %}{% filter lowr %}{% endfilter %}'
    const { filters, functions, tests } = analyze(source)
    expect(filters.map(({ name, known, near }) => [name, known, near[0]])).toEqual([
      ['uper', false, 'upper'],
      ['trim', true, undefined],
      ['lowr', false, 'lower'],
    ])
    expect(functions.map(({ name, known, near }) => [name, known, near[0]])).toEqual([
      ['sercet', false, 'secret'],
      ['m', true, undefined],
    ])
    expect(tests).toMatchObject([{ name: 'evn', known: false, near: ['even'] }])
    expect(textOf(source, filters[0]!)).toBe('uper')
    expect(textOf(source, functions[0]!)).toBe('sercet')
  })

  it('gives secrets and keys, null where they are computed', () => {
    const { secrets, kv } = analyze(
      '{{ secret("A") }}{{ secret(key=inputs.k, namespace="n") }}{{ kv("K", "ns") }}{{ kv(x) }}',
    )
    expect(secrets).toMatchObject([
      { key: 'A', namespace: null, start: { offset: 3 }, end: { offset: 14 } },
      { key: null, namespace: 'n' },
    ])
    expect(kv).toMatchObject([
      { key: 'K', namespace: 'ns' },
      { key: null, namespace: null },
    ])
  })

  it('gives the tasks whose outputs are read', () => {
    const { taskOutputs } = analyze(
      '{{ outputs.a.value }}{{ outputs["b-c"] ?? 1 }}{{ outputs[inputs.t].v }}{{ outputs | json }}',
    )
    expect(taskOutputs).toMatchObject([
      { task: 'a', path: ['value'], guarded: false },
      { task: 'b-c', path: [], guarded: true },
      { task: null, path: [] },
    ])
  })

  it('looks into the arguments of functions and filters', () => {
    expect(variables('{{ currentEachOutput(outputs.t) | join(sep) }}').map(([root]) => root)).toEqual([
      'outputs',
      'sep',
    ])
  })
})
