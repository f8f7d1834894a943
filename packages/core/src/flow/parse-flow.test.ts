import { describe, expect, it } from 'vitest'
import { p } from '../task/properties/p.ts'
import { createTestCatalogue, testInlineType } from '../testing/test-catalogue.ts'
import { DIAGNOSTIC_CODES } from './diagnostic-codes.ts'
import { parseFlow } from './parse-flow.ts'

const catalogue = createTestCatalogue()

function parse(source: string) {
  return parseFlow(source, { tenant: 'main', catalogue })
}

/** A flow with the given lines after its names; one Log task unless `tasks:` is among them. */
function flowOf(
  body: string,
  tasks = '\ntasks:\n  - { id: t, type: io.kestra.plugin.core.log.Log, message: hi }',
): string {
  return `id: f\nnamespace: demo\n${body}${/^tasks:/m.test(body) ? '' : tasks}\n`
}

function errors(source: string): readonly string[] {
  return parse(source)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${path}`)
}

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

describe('tasks', () => {
  const task = (members: string) => errors(flowOf(`tasks: [{ id: t, ${members} }]`))

  it('have literals checked against the properties of their type, at the value itself', () => {
    const http = 'type: io.kestra.plugin.core.http.Request, uri: "http://x"'
    expect(task(`${http}, timeoutSeconds: soon`)).toEqual(['TASK_PROPERTY_INVALID tasks[0].timeoutSeconds'])
    expect(task(`${http}, timeoutSeconds: 0`)).toEqual(['TASK_PROPERTY_INVALID tasks[0].timeoutSeconds'])
    expect(task(`${http}, timeoutSeconds: "5", method: POST`)).toEqual([])
    expect(task(`${http}, timeoutSeconds: "{{ inputs.x }}"`)).toEqual([])
    expect(task(`${http}, method: PSOT`)).toEqual(['TASK_PROPERTY_INVALID tasks[0].method'])
    expect(task(`${http}, options: { retries: many }`)).toEqual(['TASK_PROPERTY_INVALID tasks[0].options.retries'])
    const line = `tasks: [{ id: t, ${http}, options: { retries: many } }]`
    const { diagnostics } = parse(flowOf(line))
    expect(diagnostics[0]?.range).toMatchObject({ line: 3, column: line.indexOf('many') + 1 })
  })

  it('warn about properties that are out of use, and leave properties without a check to the run', () => {
    const type = testInlineType('x.Old', {
      old: { ...p.string(), schema: { type: 'string', deprecated: true } },
      own: { schema: {}, required: false, description: '', render: () => 1 },
    })
    const { diagnostics } = parseFlow(flowOf('tasks: [{ id: t, type: x.Old, old: a, own: [b] }]'), {
      tenant: 'main',
      catalogue: createTestCatalogue([type]),
    })
    expect(diagnostics).toMatchObject([{ code: 'PROPERTY_DEPRECATED', severity: 'warning', path: 'tasks[0].old' }])
  })

  it('are placed by index when a list holds what is wrong', () => {
    const line = 'tasks: [{ id: t, type: x.Ports, ports: [80, wrong] }]'
    const { diagnostics } = parseFlow(flowOf(line), {
      tenant: 'main',
      catalogue: createTestCatalogue([testInlineType('x.Ports', { ports: p.list(p.int()) })]),
    })
    expect(diagnostics).toMatchObject([
      { code: 'TASK_PROPERTY_INVALID', path: 'tasks[0].ports[1]', range: { column: line.indexOf('wrong') + 1 } },
    ])
  })

  it('have the members of all tasks checked', () => {
    const log = 'type: io.kestra.plugin.core.log.Log, message: hi'
    expect(task(`${log}, disabled: maybe`)).toEqual(['FLOW_WRONG_TYPE tasks[0].disabled'])
    expect(task(`${log}, disabled: "true", allowFailure: on`)).toEqual([])
    expect(task(`${log}, logLevel: LOUD`)).toEqual(['FLOW_INVALID_VALUE tasks[0].logLevel'])
    expect(task(`${log}, timeout: soon`)).toEqual(['FLOW_INVALID_VALUE tasks[0].timeout'])
    expect(task(`${log}, timeout: "{{ inputs.t }}"`)).toEqual([])
    expect(task(`${log}, workerGroup: { key: gpu }`)).toEqual(['FLOW_INVALID_VALUE tasks[0].workerGroup.key'])
    expect(task(`${log}, runIf: [a]`)).toEqual(['FLOW_WRONG_TYPE tasks[0].runIf'])
    expect(parse(flowOf(`tasks: [{ id: t, ${log}, runIf: false }]`)).flow?.tasks[0]?.runIf).toBe('false')
  })

  it('have their retry checked (engine.md 1.6)', () => {
    const retry = (members: string) => task(`type: io.kestra.plugin.core.debug.Return, retry: { ${members} }`)
    expect(retry('type: constant, interval: PT1S, maxAttempts: 3, maxDuration: PT1M')).toEqual([])
    expect(retry('type: constant, interval: PT1M, maxDuration: PT1M')).toEqual([
      'FLOW_INVALID_VALUE tasks[0].retry.interval',
    ])
    expect(retry('type: exponential, interval: PT1S')).toEqual(['FLOW_MISSING_PROPERTY tasks[0].retry.maxInterval'])
    expect(retry('type: random, minInterval: PT5S, maxInterval: PT1S')).toEqual([
      'FLOW_INVALID_VALUE tasks[0].retry.minInterval',
    ])
    expect(retry('type: constant, interval: PT1S, maxAttempts: 0')).toEqual([
      'FLOW_INVALID_VALUE tasks[0].retry.maxAttempts',
    ])
    expect(retry('type: linear')).toEqual(['FLOW_INVALID_VALUE tasks[0].retry.type'])
    expect(retry('interval: PT1S')).toContain('FLOW_MISSING_PROPERTY tasks[0].retry.type')
  })

  it('have ids that are unique over all branches', () => {
    const source = flowOf(
      [
        'tasks:',
        '  - id: a',
        '    type: io.kestra.plugin.core.flow.Switch',
        '    value: x',
        '    cases: { one: [{ id: b, type: io.kestra.plugin.core.debug.Return }] }',
        '    defaults: [{ id: c, type: io.kestra.plugin.core.debug.Return }]',
        '  - id: p',
        '    type: io.kestra.plugin.core.flow.Pause',
        '    onPause: { id: b, type: io.kestra.plugin.core.debug.Return }',
        'errors: [{ id: c, type: io.kestra.plugin.core.debug.Return }]',
        'finally: [{ id: a, type: io.kestra.plugin.core.debug.Return }]',
      ].join('\n'),
    )
    expect(errors(source)).toEqual([
      'TASK_DUPLICATE_ID tasks[1].onPause.id',
      'TASK_DUPLICATE_ID errors[0].id',
      'TASK_DUPLICATE_ID finally[0].id',
    ])
  })

  it('that hold others need at least one of them', () => {
    expect(task('type: io.kestra.plugin.core.flow.If, condition: "true", then: []')).toEqual([
      'FLOW_EMPTY_LIST tasks[0].then',
    ])
    expect(task('type: io.kestra.plugin.core.flow.If, condition: "true"')).toEqual([
      'FLOW_MISSING_PROPERTY tasks[0].then',
    ])
    expect(task('type: io.kestra.plugin.core.flow.Sequential, tasks: []')).toEqual(['FLOW_EMPTY_LIST tasks[0].tasks'])
    expect(task('type: io.kestra.plugin.core.flow.Switch, value: x')).toEqual(['FLOW_EMPTY_LIST tasks[0].cases'])
    expect(task('type: io.kestra.plugin.core.flow.Pause')).toEqual([])
  })

  it('that start the flow itself are refused, when it is named literally', () => {
    const call = (namespace: string, id: string) =>
      task(`type: io.kestra.plugin.core.flow.Subflow, namespace: ${namespace}, flowId: ${id}`)
    expect(call('demo', 'f')).toEqual(['FLOW_RECURSIVE tasks[0].flowId'])
    expect(call('demo', 'g')).toEqual([])
    expect(call('"{{ flow.namespace }}"', 'f')).toEqual([])
  })

  it('of a Dag name their dependencies, which must exist and form no circle', () => {
    const dag = (children: string) => task(`type: io.kestra.plugin.core.flow.Dag, tasks: [${children}]`)
    const child = (id: string, on: string) =>
      `{ task: { id: ${id}, type: io.kestra.plugin.core.debug.Return }, dependsOn: [${on}] }`
    expect(dag(`${child('a', '')}, ${child('b', 'a')}`)).toEqual([])
    expect(dag(`${child('aa', 'bb')}, ${child('bb', 'cc')}, ${child('cc', 'aa')}`)).toEqual([
      'DEPENDENCY_CYCLE tasks[0].tasks[0].dependsOn',
    ])
    expect(dag(child('aa', 'zz'))).toEqual(['DEPENDENCY_UNKNOWN tasks[0].tasks[0].dependsOn'])
    const { flow } = parse(
      flowOf(
        `tasks: [{ id: t, type: io.kestra.plugin.core.flow.Dag, tasks: [${child('a', '')}, ${child('b', 'a')}] }]`,
      ),
    )
    expect(flow?.tasks[0]?.branches.tasks).toMatchObject([
      { id: 'a', dependsOn: [] },
      { id: 'b', dependsOn: ['a'] },
    ])
  })

  it('in a WorkingDirectory are no flowables (case pa-in-wd)', () => {
    expect(
      task(
        'type: io.kestra.plugin.core.flow.WorkingDirectory, tasks: [{ id: p, type: io.kestra.plugin.core.flow.Pause }]',
      ),
    ).toEqual(['TASK_CHILD_NOT_ALLOWED tasks[0].tasks'])
  })
})

describe('labels', () => {
  it('keep the order and the doubles of a list', () => {
    const { flow } = parse(flowOf('labels: [{ key: a, value: 1 }, { key: a, value: on }]'))
    expect(flow?.labels).toEqual([
      { key: 'a', value: '1' },
      { key: 'a', value: 'on' },
    ])
  })

  it('refuse values that are no texts (case la-null) and keys of the system (case la-flow-system)', () => {
    expect(errors(flowOf('labels: { a: null, b: [1], c: { d: 1 } }'))).toEqual([
      'LABEL_INVALID labels.a',
      'LABEL_INVALID labels.b',
      'LABEL_INVALID labels.c',
    ])
    expect(errors(flowOf('labels: { system.foo: x }'))).toEqual(['LABEL_RESERVED labels["system.foo"]'])
    expect(errors(flowOf('labels: { system.readOnly: true }'))).toEqual([])
    expect(errors(flowOf('labels: text'))).toEqual(['LABEL_INVALID labels'])
    expect(errors(flowOf('labels: [{ key: a }]'))).toEqual(['FLOW_MISSING_PROPERTY labels[0].value'])
  })
})

describe('what is stored and not acted on yet', () => {
  it('is checked, kept as written, and announced by a warning', () => {
    const { flow, diagnostics } = parse(
      flowOf(
        [
          'concurrency: { limit: 2, behavior: QUEUE }',
          'sla: [{ id: s, type: MAX_DURATION, duration: PT1M, behavior: FAIL }]',
          'pluginDefaults: [{ type: io.kestra, values: { logLevel: INFO } }]',
          'triggers: [{ id: s, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 * * *" }]',
        ].join('\n'),
      ),
    )
    expect(flow?.extras).toMatchObject({ concurrency: { limit: 2, behavior: 'QUEUE' }, sla: [{ id: 's' }] })
    expect(flow?.triggers).toEqual([
      { id: 's', type: 'io.kestra.plugin.core.trigger.Schedule', disabled: false, properties: { cron: '0 9 * * *' } },
    ])
    expect(diagnostics.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'FLOW_NOT_RUN_YET concurrency',
      'FLOW_NOT_RUN_YET sla',
      'FLOW_NOT_RUN_YET pluginDefaults',
    ])
  })

  it('is refused when its shape is wrong', () => {
    expect(errors(flowOf('retry: { type: constant }'))).toEqual(['FLOW_MISSING_PROPERTY retry.interval'])
    expect(errors(flowOf('sla: [{ id: s, type: EXECUTION_ASSERTION, behavior: NONE }]'))).toEqual([
      'FLOW_MISSING_PROPERTY sla[0].assert',
    ])
    expect(errors(flowOf('triggers: [{ type: io.kestra.plugin.core.trigger.Flow, when: yes }, { id: s }]'))).toEqual([
      'FLOW_MISSING_PROPERTY triggers[0].id',
      'FLOW_MISSING_PROPERTY triggers[1].type',
    ])
    expect(errors(flowOf('triggers: [{ id: s, type: io.kestra.core.models.triggers.types.Schedule }]'))).toEqual([
      'FLOW_MISSING_PROPERTY triggers[0].cron',
    ])
    expect(errors(flowOf('concurrency: { limit: 0 }'))).toEqual(['FLOW_INVALID_VALUE concurrency.limit'])
    expect(errors(flowOf('concurrency: { behavior: QUEUE }'))).toEqual(['FLOW_MISSING_PROPERTY concurrency.limit'])
    expect(errors(flowOf('sla: [{ id: s, type: MAX_DURATION }]'))).toEqual(['FLOW_MISSING_PROPERTY sla[0].duration'])
    expect(errors(flowOf('pluginDefaults: [{ type: a, values: { b: null } }]'))).toEqual([
      'FLOW_INVALID_VALUE pluginDefaults[0].values.b',
    ])
    expect(errors(flowOf('checks: [{ condition: "{{ true }}" }]'))).toEqual(['FLOW_MISSING_PROPERTY checks[0].message'])
    expect(errors(flowOf('listeners: [{ tasks: [] }]'))).toEqual(['FLOW_EMPTY_LIST listeners[0].tasks'])
    expect(
      errors(flowOf('triggers: [{ id: s, type: io.kestra.plugin.core.trigger.Schedule, cron: "61 * * * *" }]')),
    ).toEqual(['TRIGGER_INVALID_CRON triggers[0].cron'])
    expect(
      errors(
        flowOf(
          'triggers: [{ id: s, type: x.Y }, { id: s, type: io.kestra.plugin.core.trigger.Flow }, { id: s, type: io.kestra.plugin.core.trigger.Flow }]',
        ),
      ),
    ).toEqual(['TRIGGER_UNKNOWN_TYPE triggers[0].type', 'TRIGGER_DUPLICATE_ID triggers[2].id'])
  })
})

describe('gates', () => {
  const warnings = (members: string) =>
    parse(flowOf(`tasks: [{ id: p, type: io.kestra.plugin.core.flow.Pause${members} }]`)).diagnostics.map(
      ({ severity, code, path }) => `${severity} ${code} ${path}`,
    )

  it('without a deadline are warned about', () => {
    expect(warnings('')).toEqual(['warning PAUSE_WITHOUT_DEADLINE tasks[0]'])
    expect(warnings(', disabled: true')).toEqual([])
    expect(warnings(', timeout: PT1H')).toEqual([])
  })

  it('that approve themselves are warned about', () => {
    expect(warnings(', pauseDuration: PT1H')).toEqual(['warning PAUSE_APPROVES_ITSELF tasks[0].pauseDuration'])
    expect(warnings(', delay: PT1H, behavior: RESUME')).toEqual(['warning PAUSE_APPROVES_ITSELF tasks[0].delay'])
    expect(warnings(', pauseDuration: PT1H, behavior: FAIL')).toEqual([])
  })

  it('refuse two inputs of the same id (deviation of case pa-dup-onresume)', () => {
    const source = flowOf(
      'tasks: [{ id: p, type: io.kestra.plugin.core.flow.Pause, onResume: [{ id: a, type: STRING }, { id: a, type: INT }] }]',
    )
    expect(errors(source)).toEqual(['INPUT_DUPLICATE_ID tasks[0].onResume[1].id'])
  })
})

describe('outputs', () => {
  it('need id, type and value, and an id of their own', () => {
    expect(errors(flowOf('outputs: [{ id: a, type: INT }, { type: INT, value: 1 }, { id: b, value: 1 }]'))).toEqual([
      'FLOW_MISSING_PROPERTY outputs[0].value',
      'FLOW_MISSING_PROPERTY outputs[1].id',
      'FLOW_MISSING_PROPERTY outputs[2].type',
    ])
    expect(errors(flowOf('outputs: [{ id: a, type: INT, value: 1 }, { id: a, type: INT, value: 1 }]'))).toEqual([
      'OUTPUT_DUPLICATE_ID outputs[1]',
    ])
    expect(errors(flowOf('outputs: [{ id: a, type: ARRAY, itemType: INT, value: 1 }]'))).toEqual([
      'FLOW_UNKNOWN_PROPERTY outputs[0].itemType',
    ])
  })
})
