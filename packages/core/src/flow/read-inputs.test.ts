import { describe, expect, it } from 'vitest'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

function parse(inputs: string) {
  const source = `id: f\nnamespace: demo\ninputs:\n${inputs}\ntasks: [{ id: t, type: io.kestra.plugin.core.debug.Return }]\n`
  return parseFlow(source, { tenant: 'main', catalogue: createTestCatalogue() })
}

function problems(...inputs: readonly string[]): readonly string[] {
  const { diagnostics } = parse(inputs.map((input) => `  - { ${input} }`).join('\n'))
  return diagnostics.map(({ severity, code, path }) => `${severity === 'error' ? '' : `${severity} `}${code} ${path}`)
}

describe('declared inputs', () => {
  it('are read with everything their type has', () => {
    const { flow, diagnostics } = parse(
      [
        '  - { id: s, type: STRING, validator: "[a-z]+", defaults: on, displayName: Name, description: d, required: false }',
        '  - { id: f, type: FLOAT, min: 0.5, max: 5 }',
        '  - { id: d, type: DATE, after: 2024-01-01, before: 2024-12-31 }',
        '  - { id: du, type: DURATION, min: PT1M, max: P1D, defaults: PT5M }',
        '  - { id: e, type: SELECT, values: [1, on, B], isRadio: true, allowCustomValue: false }',
        '  - { id: m, type: MULTISELECT, options: [X, Y], itemType: STRING, defaults: [X] }',
        '  - { id: ar, type: ARRAY, itemType: INT, defaults: "[1, 2]" }',
        '  - { id: x, type: SELECT, expression: "{{ vars.list }}", autoSelectFirst: true }',
        '  - { id: file, type: FILE, extension: .csv, accept: [text/csv], allowedFileExtensions: [.csv] }',
        '  - { name: old, type: BOOL }',
        '  - { id: nested.more.int, type: INT, dependsOn: { inputs: [s, nested.x], condition: "{{ inputs.s == \'a\' }}" } }',
        '  - { id: nested.x, type: JSON, defaults: { k: 1 } }',
      ].join('\n'),
    )
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning PROPERTY_DEPRECATED',
      'warning PROPERTY_DEPRECATED',
    ])
    expect(flow?.inputs).toMatchObject([
      { id: 's', validator: '[a-z]+', defaults: 'on', displayName: 'Name', description: 'd', required: false },
      { id: 'f', required: true, max: 5 },
      { id: 'd', after: '2024-01-01', before: '2024-12-31' },
      { id: 'du', min: 'PT1M', max: 'P1D', defaults: 'PT5M' },
      { id: 'e', values: ['1', 'on', 'B'], isRadio: true, allowCustomValue: false },
      { id: 'm', values: ['X', 'Y'], itemType: 'STRING', defaults: ['X'] },
      { id: 'ar', itemType: 'INT', defaults: '[1, 2]' },
      { id: 'x', expression: '{{ vars.list }}', autoSelectFirst: true },
      { id: 'file', extension: '.csv', accept: ['text/csv'], allowedFileExtensions: ['.csv'] },
      { id: 'old', type: 'BOOL' },
      { id: 'nested.more.int', dependsOn: { inputs: ['s', 'nested.x'], condition: "{{ inputs.s == 'a' }}" } },
      { id: 'nested.x', defaults: { k: 1 } },
    ])
  })

  it('need id and type, a type that exists, and an id of their own', () => {
    expect(problems('type: STRING', 'id: a', 'id: b, type: DATUM')).toEqual([
      'FLOW_MISSING_PROPERTY inputs[0].id',
      'FLOW_MISSING_PROPERTY inputs[1].type',
      'INPUT_UNKNOWN_TYPE inputs[2].type',
    ])
    expect(problems('id: a, type: STRING', 'id: a, type: INT')).toEqual(['INPUT_DUPLICATE_ID inputs[1].id'])
    expect(problems('id: "a b", type: STRING')).toEqual(['ID_INVALID inputs[0].id'])
  })

  it('have only members of their type', () => {
    expect(problems('id: a, type: STRING, min: 1')).toEqual(['FLOW_UNKNOWN_PROPERTY inputs[0].min'])
    expect(problems('id: a, type: INT, requird: true')).toEqual(['FLOW_UNKNOWN_PROPERTY inputs[0].requird'])
    expect(problems(`id: a, type: STRING, displayName: ${'x'.repeat(65)}`)).toEqual([
      'FLOW_INVALID_VALUE inputs[0].displayName',
    ])
  })

  it('have patterns that can be compiled and bounds that leave room', () => {
    expect(problems('id: a, type: STRING, validator: "["')).toEqual(['INPUT_PATTERN_INVALID inputs[0].validator'])
    expect(problems('id: a, type: STRING, validator: "(?i)[a-z\\\\-]+"')).toEqual([])
    expect(problems('id: a, type: INT, min: 5, max: 4')).toEqual(['INPUT_BOUNDS_INVALID inputs[0].min'])
    expect(problems('id: a, type: INT, min: few')).toEqual(['INPUT_BOUNDS_INVALID inputs[0].min'])
    expect(problems('id: a, type: DURATION, min: PT2H, max: PT1H')).toEqual(['INPUT_BOUNDS_INVALID inputs[0].min'])
    expect(problems('id: a, type: DATE, after: 2024-02-30')).toEqual(['INPUT_BOUNDS_INVALID inputs[0].after'])
    expect(problems('id: a, type: TIME, after: "10:00", before: "09:00"')).toEqual([
      'INPUT_BOUNDS_INVALID inputs[0].after',
    ])
  })

  it('of choices name them, or compute them', () => {
    expect(problems('id: a, type: SELECT')).toEqual(['FLOW_MISSING_PROPERTY inputs[0].values'])
    expect(problems('id: a, type: ENUM, values: [A]')).toEqual(['warning PROPERTY_DEPRECATED inputs[0].type'])
    expect(problems('id: a, type: MULTISELECT, options: [B]')).toEqual([
      'warning PROPERTY_DEPRECATED inputs[0].options',
    ])
    expect(problems('id: a, type: MULTISELECT, values: [A], options: [B]')).toEqual([
      'FLOW_INVALID_VALUE inputs[0].options',
    ])
    expect(problems('id: a, type: ARRAY')).toEqual(['FLOW_MISSING_PROPERTY inputs[0].itemType'])
    expect(problems('id: a, type: ARRAY, itemType: SECRET')).toEqual(['FLOW_INVALID_VALUE inputs[0].itemType'])
    expect(problems('id: a, type: ARRAY, itemType: ARRAY')).toEqual(['FLOW_INVALID_VALUE inputs[0].itemType'])
  })

  it('have defaults that they would accept (deviation of cases in-def-bad*)', () => {
    expect(problems('id: a, type: INT, defaults: "x"')).toEqual(['INPUT_DEFAULT_INVALID inputs[0].defaults'])
    expect(problems('id: a, type: BOOLEAN, defaults: "maybe"')).toEqual(['INPUT_DEFAULT_INVALID inputs[0].defaults'])
    expect(problems('id: a, type: SELECT, values: [A], defaults: B')).toEqual([
      'INPUT_DEFAULT_INVALID inputs[0].defaults',
    ])
    expect(problems('id: a, type: INT, max: 3, prefill: 4')).toEqual(['INPUT_DEFAULT_INVALID inputs[0].prefill'])
    expect(problems('id: a, type: INT, defaults: "{{ 1 + 2 }}"')).toEqual([])
    expect(problems('id: a, type: BOOLEAN, defaults: yes', 'id: b, type: INT, defaults: "5"')).toEqual([])
  })

  it('never repeat the default of a secret', () => {
    const { diagnostics } = parse('  - { id: a, type: SECRET, validator: "[0-9]+", defaults: hush }')
    expect(diagnostics).toMatchObject([{ code: 'INPUT_DEFAULT_INVALID' }])
    expect(JSON.stringify(diagnostics)).not.toContain('hush')
  })

  it('depend on inputs that exist and form no circle', () => {
    expect(problems('id: aa, type: STRING, dependsOn: { inputs: [zz] }')).toEqual([
      'DEPENDENCY_UNKNOWN inputs[0].dependsOn',
    ])
    expect(
      problems(
        'id: aa, type: STRING, dependsOn: { inputs: [bb] }',
        'id: bb, type: STRING, dependsOn: { inputs: [aa] }',
      ),
    ).toEqual(['DEPENDENCY_CYCLE inputs[0].dependsOn'])
    expect(problems('id: aa, type: STRING, dependsOn: { inputs: [aa] }')).toEqual([
      'DEPENDENCY_CYCLE inputs[0].dependsOn',
    ])
    expect(problems('id: aa, type: STRING, dependsOn: { input: [bb] }')).toEqual([
      'FLOW_UNKNOWN_PROPERTY inputs[0].dependsOn.input',
    ])
  })

  it('cannot be a value and a map at once', () => {
    expect(problems('id: a, type: STRING', 'id: a.b, type: STRING')).toEqual(['INPUT_NESTING_CONFLICT inputs[1].id'])
    expect(problems('id: a.b, type: STRING', 'id: a, type: STRING')).toEqual(['INPUT_NESTING_CONFLICT inputs[1].id'])
  })
})
