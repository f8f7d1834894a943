import { describe, expect, it } from 'vitest'
import { p } from '../task/properties/p.ts'
import { errors, flowOf, parse } from '../testing/checked-flow.ts'
import { createTestCatalogue, testInlineType } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

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

  it.each(['logToFile: true', 'version: "1.0"', 'taskCache: { enabled: true, ttl: PT1H }', 'assets: { inputs: [] }'])(
    'are warned about what is stored and does nothing: %s',
    (member) => {
      const [name] = member.split(':')
      const { flow, diagnostics } = parse(
        flowOf(`tasks: [{ id: t, type: io.kestra.plugin.core.log.Log, message: a, ${member} }]`),
      )
      expect(flow).not.toBeNull()
      expect(diagnostics.map(({ severity, code, path }) => `${severity} ${code} ${path}`)).toEqual([
        `warning FLOW_NOT_RUN_YET tasks[0].${name}`,
      ])
    },
  )

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

  it('of `onPause` are no flowables', () => {
    const onPause = 'type: io.kestra.plugin.core.flow.Pause, onPause: { id: q, type: io.kestra.plugin.core.flow.Pause }'
    expect(task(onPause)).toEqual(['TASK_CHILD_NOT_ALLOWED tasks[0].onPause'])
  })

  it('in a WorkingDirectory are no flowables (case pa-in-wd)', () => {
    expect(
      task(
        'type: io.kestra.plugin.core.flow.WorkingDirectory, tasks: [{ id: p, type: io.kestra.plugin.core.flow.Pause }]',
      ),
    ).toEqual(['TASK_CHILD_NOT_ALLOWED tasks[0].tasks[0].type'])
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
    expect(warnings(', delay: PT1H, behavior: RESUME')).toEqual([
      'warning PROPERTY_DEPRECATED tasks[0].delay',
      'warning PAUSE_APPROVES_ITSELF tasks[0].delay',
    ])
    expect(warnings(', pauseDuration: PT1H, behavior: FAIL')).toEqual([])
  })

  it('refuse two inputs of the same id (deviation of case pa-dup-onresume)', () => {
    const source = flowOf(
      'tasks: [{ id: p, type: io.kestra.plugin.core.flow.Pause, onResume: [{ id: a, type: STRING }, { id: a, type: INT }] }]',
    )
    expect(errors(source)).toEqual(['INPUT_DUPLICATE_ID tasks[0].onResume[1].id'])
  })
})
