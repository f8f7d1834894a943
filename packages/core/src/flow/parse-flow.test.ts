import { describe, expect, it } from 'vitest'
import { errors, flowOf, parse } from '../testing/checked-flow.ts'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { DIAGNOSTIC_CODES } from './diagnostic-codes.ts'
import { parseFlow } from './parse-flow.ts'

const catalogue = createTestCatalogue()

describe('a flow that is right', () => {
  const source = [
    'id: vacation',
    'namespace: hr.operations',
    'revision: 4',
    'description: on',
    'labels: { team: hr, count: 1.50, urgent: true }',
    'variables: { limit: 5, nested: { a: [1, 2.50] } }',
    'inputs:',
    '  - { id: employee, type: STRING }',
    '  - { id: days, type: INT, min: 1, max: 30, defaults: 5, required: false, displayName: Days }',
    'tasks:',
    '  - id: ask',
    '    type: io.kestra.core.tasks.flows.Pause',
    '    pauseDuration: P7D',
    '    behavior: FAIL',
    '    onResume: [{ id: approved, type: BOOLEAN, description: Approve? }]',
    '    onPause: { id: tell, type: io.kestra.plugin.core.log.Log, message: asked }',
    '  - id: branch',
    '    type: io.kestra.plugin.core.flow.If',
    '    condition: "{{ outputs.ask.onResume.approved }}"',
    '    then: [{ id: yes, type: io.kestra.plugin.core.debug.Return, format: 010 }]',
    '    else: [{ id: no, type: io.kestra.plugin.core.debug.Return, format: null }]',
    'errors: [{ id: oops, type: io.kestra.plugin.core.log.Log, message: [a, on] }]',
    'outputs: [{ id: result, type: STRING, value: "{{ outputs.ask }}" }]',
    '',
  ].join('\n')
  const { flow, diagnostics, statedRevision } = parseFlow(source, {
    tenant: 'main',
    catalogue,
    revision: 7,
    updatedAt: 1_000,
  })

  it('is read whole', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(flow).toMatchObject({
      tenant: 'main',
      namespace: 'hr.operations',
      id: 'vacation',
      revision: 7,
      description: 'on',
      labels: [
        { key: 'team', value: 'hr' },
        { key: 'count', value: '1.50' },
        { key: 'urgent', value: 'true' },
      ],
      inputs: [
        { id: 'employee', type: 'STRING', required: true },
        { id: 'days', type: 'INT', min: 1, max: 30, defaults: 5, required: false, displayName: 'Days' },
      ],
      outputs: [{ id: 'result', type: 'STRING', value: '{{ outputs.ask }}', required: true }],
      disabled: false,
      deleted: false,
      updatedAt: 1_000,
    })
    expect(JSON.stringify(flow?.variables)).toBe('{"limit":5,"nested":{"a":[1,2.5]}}')
  })

  it('has its aliases resolved, its branches parsed and its forms declared', () => {
    const [ask, branch] = flow?.tasks ?? []
    expect(ask).toMatchObject({
      type: 'io.kestra.plugin.core.flow.Pause',
      properties: { pauseDuration: 'P7D', behavior: 'FAIL' },
      onResume: [{ id: 'approved', type: 'BOOLEAN', required: true, description: 'Approve?' }],
      onPause: { id: 'tell', properties: { message: 'asked' } },
    })
    expect(ask?.properties).not.toHaveProperty('onResume')
    // Nothing given counts as absent, and a plain scalar given to a text keeps its source text.
    expect(branch?.branches.then?.[0]?.properties).toEqual({ format: '010' })
    expect(branch?.branches.else?.[0]?.properties).toEqual({})
    expect(flow?.errors[0]?.properties).toEqual({ message: ['a', 'on'] })
  })

  it('names the replaced type and keeps the source without its revision line', () => {
    expect(diagnostics).toMatchObject([{ code: 'TASK_TYPE_REPLACED', severity: 'info', range: { line: 12 } }])
    expect(statedRevision).toBe(4)
    expect(flow?.source).toBe(source.replace('revision: 4\n', ''))
  })
})

describe('problems', () => {
  it('are all reported at once, in the order of the text, with place, code and hint', () => {
    const { flow, diagnostics, namespace, id } = parse(
      [
        'id: f!',
        'namespace: Demo',
        'colour: red',
        'inputs:',
        '  - { id: a, type: INTT }',
        'tasks:',
        '  - id: one',
        '    type: io.kestra.plugin.core.log.Log',
        '    mesage: hi',
        '  - id: one',
        '    type: io.kestra.plugin.core.log.Lug',
      ].join('\n'),
    )
    expect(flow).toBeNull()
    expect({ namespace, id }).toEqual({ namespace: 'Demo', id: 'f!' })
    expect(diagnostics.map(({ code, path, range, hint }) => [code, path, range?.line, range?.column, hint])).toEqual([
      ['ID_INVALID', 'id', 1, 5, undefined],
      ['ID_INVALID', 'namespace', 2, 12, undefined],
      ['FLOW_UNKNOWN_PROPERTY', 'colour', 3, 1, expect.stringContaining('Known properties: ')],
      ['INPUT_UNKNOWN_TYPE', 'inputs[0].type', 5, 20, 'Did you mean `INT`?'],
      ['FLOW_MISSING_PROPERTY', 'tasks[0].message', 7, 5, undefined],
      ['FLOW_UNKNOWN_PROPERTY', 'tasks[0].mesage', 9, 5, 'Did you mean `message`?'],
      ['TASK_DUPLICATE_ID', 'tasks[1].id', 10, 9, expect.any(String)],
      ['TASK_UNKNOWN_TYPE', 'tasks[1].type', 11, 11, 'Did you mean `io.kestra.plugin.core.log.Log`?'],
    ])
    for (const { code, message } of diagnostics) {
      expect(DIAGNOSTIC_CODES).toHaveProperty(code)
      expect(message).toMatch(/\.$/)
    }
  })

  it('name a document that is no flow', () => {
    expect(errors('')).toEqual(['FLOW_NOT_A_MAP '])
    expect(errors('- a\n')).toEqual(['FLOW_NOT_A_MAP '])
    expect(errors('id: [')).toEqual(['YAML_SYNTAX '])
    expect(errors('{}')).toEqual([
      'FLOW_MISSING_PROPERTY namespace',
      'FLOW_MISSING_PROPERTY id',
      'FLOW_MISSING_PROPERTY tasks',
    ])
  })

  it('name ids that the API needs for itself (observed/api.md C 22)', () => {
    expect(errors('id: resume\nnamespace: a\ntasks: [{id: t, type: io.kestra.plugin.core.debug.Return}]')).toEqual([
      'ID_RESERVED id',
    ])
    expect(errors('id: restart\nnamespace: a\ntasks: [{id: t, type: io.kestra.plugin.core.debug.Return}]')).toEqual([])
  })

  it('name ids that are too long', () => {
    const long = 'a'.repeat(101)
    expect(errors(flowOf('').replace('id: f', `id: ${long}`))).toEqual(['ID_INVALID id'])
    expect(errors(flowOf('').replace('id: f', `id: ${long.slice(1)}`))).toEqual([])
  })

  it('suggest a type by its last name when the package is another', () => {
    const { diagnostics } = parse(flowOf('tasks: [{ id: t, type: com.example.tasks.Pauze }]'))
    expect(diagnostics).toMatchObject([{ hint: 'Did you mean `io.kestra.plugin.core.flow.Pause`?' }])
  })
})

describe('members of the wrong kind', () => {
  it('are named with what stands there', () => {
    expect(errors(flowOf('tasks: [a, { id: t, type: io.kestra.plugin.core.debug.Return }]'))).toEqual([
      'FLOW_WRONG_TYPE tasks[0]',
    ])
    expect(errors(flowOf('tasks: { a: b }'))).toEqual(['FLOW_WRONG_TYPE tasks'])
    expect(errors(flowOf('inputs: [a]\noutputs: [b]\ntriggers: [c]\nsla: [d]\nlabels: [e]'))).toEqual([
      'FLOW_WRONG_TYPE inputs[0]',
      'FLOW_WRONG_TYPE outputs[0]',
      'FLOW_WRONG_TYPE triggers[0]',
      'FLOW_WRONG_TYPE sla[0]',
      'LABEL_INVALID labels[0]',
    ])
    expect(errors(flowOf('description: [a]\ndisabled: sure\nvariables: x\nrevision: 1.5'))).toEqual([
      'FLOW_WRONG_TYPE description',
      'FLOW_WRONG_TYPE disabled',
      'FLOW_WRONG_TYPE variables',
      'FLOW_WRONG_TYPE revision',
    ])
    expect(errors(flowOf('revision: 0'))).toEqual(['FLOW_INVALID_VALUE revision'])
    const { diagnostics } = parse(flowOf('disabled: 5'))
    expect(diagnostics[0]?.message).toBe('`disabled` of a flow must be true or false; here stands the number 5.')
  })

  it('that are empty count as absent', () => {
    const { flow } = parse(flowOf('description:\nlabels: null\ninputs: ~\nvariables:\noutputs:'))
    expect(flow).toMatchObject({ labels: [], inputs: [], outputs: [], variables: {} })
    expect(flow).not.toHaveProperty('description')
  })

  it('in a Dag are named too', () => {
    const dag = (child: string) =>
      errors(flowOf(`tasks: [{ id: d, type: io.kestra.plugin.core.flow.Dag, tasks: [${child}] }]`))
    expect(dag('a')).toEqual(['FLOW_WRONG_TYPE tasks[0].tasks[0]'])
    expect(dag('{ dependsOn: [x] }')).toEqual(['FLOW_MISSING_PROPERTY tasks[0].tasks[0].task'])
    expect(dag('{ task: { id: t, type: io.kestra.plugin.core.debug.Return }, dependsOn: [[x]] }')).toEqual([
      'FLOW_WRONG_TYPE tasks[0].tasks[0].dependsOn[0]',
    ])
    // A child that cannot be used still counts for those that wait for it.
    expect(
      dag(
        '{ task: { id: t, type: x.Y } }, { task: { id: u, type: io.kestra.plugin.core.debug.Return }, dependsOn: [t] }',
      ),
    ).toEqual(['TASK_UNKNOWN_TYPE tasks[0].tasks[0].task.type'])
  })
})
