import { describe, expect, it } from 'vitest'
import { p } from '../task/properties/p.ts'
import { createTestCatalogue, testFlowableType } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

const CORE = 'io.kestra.plugin.core'
const catalogue = createTestCatalogue([
  testFlowableType(`${CORE}.flow.ForEachItem`, ['errors', 'finally'], {
    items: p.string().mandatory(),
    namespace: p.string().mandatory(),
    flowId: p.string().mandatory(),
    labels: p.any(),
  }),
])
const LOG = `type: ${CORE}.log.Log, message: m`
const FLOW = `type: ${CORE}.flow`

/** A flow of these lines, with one task unless they have some. */
function errors(...lines: readonly string[]): readonly string[] {
  const tasks = lines.some((line) => line.startsWith('tasks')) ? [] : [`tasks: [{ id: t, ${LOG} }]`]
  const source = `${['id: f', 'namespace: demo', ...lines, ...tasks].join('\n')}\n`
  return errorsIn(source)
}

function errorsIn(source: string): readonly string[] {
  return parseFlow(source, { tenant: 'main', catalogue })
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${path}`)
}

/** One for each of Kestra's own invalid flows (engine.md 1.6); the flows here are ours, the names are theirs. */
describe('the defects of the reference flows are refused:', () => {
  it('dag-cyclicdependency', () => {
    const dag = `{ id: dag, ${FLOW}.Dag, tasks: [{ task: { id: task1, ${LOG} }, dependsOn: [task2] }, { task: { id: task2, ${LOG} }, dependsOn: [task1] }] }`
    expect(errors(`tasks: [${dag}]`)).toEqual(['DEPENDENCY_CYCLE tasks[0].tasks[0].dependsOn'])
  })

  it('dag-notexist-task', () => {
    const dag = `{ id: dag, ${FLOW}.Dag, tasks: [{ task: { id: task1, ${LOG} }, dependsOn: [taskX] }] }`
    expect(errors(`tasks: [${dag}]`)).toEqual(['DEPENDENCY_UNKNOWN tasks[0].tasks[0].dependsOn'])
    expect(errors(`tasks: [{ id: dag, ${FLOW}.Dag, tasks: [] }]`)).toEqual(['FLOW_EMPTY_LIST tasks[0].tasks'])
  })

  it('duplicate: ids of tasks, listeners and triggers at once', () => {
    expect(
      errors(
        `tasks: [{ id: date, ${LOG} }, { id: seq, ${FLOW}.Sequential, tasks: [{ id: date, ${LOG} }] }]`,
        `listeners: [{ tasks: [{ id: seq, ${LOG} }] }]`,
        'triggers: [{ id: trigger, type: io.kestra.plugin.core.trigger.Flow }, { id: trigger, type: io.kestra.plugin.core.trigger.Flow }]',
      ),
    ).toEqual([
      'TASK_DUPLICATE_ID tasks[1].tasks[0].id',
      'TASK_DUPLICATE_ID listeners[0].tasks[0].id',
      'TRIGGER_DUPLICATE_ID triggers[1].id',
    ])
  })

  it('duplicate-parallel, also over the branches of other tasks', () => {
    expect(
      errors(
        `tasks: [{ id: par, ${FLOW}.Parallel, tasks: [{ id: t3, ${LOG} }, { id: t3, ${LOG} }], errors: [{ id: par, ${LOG} }] }, { id: sw, ${FLOW}.Switch, value: x, cases: { a: [{ id: t3, ${LOG} }] } }]`,
      ),
    ).toEqual([
      'TASK_DUPLICATE_ID tasks[0].tasks[1].id',
      'TASK_DUPLICATE_ID tasks[0].errors[0].id',
      'TASK_DUPLICATE_ID tasks[1].cases.a[0].id',
    ])
  })

  it('also an id that a ForEachItem gives to a task of its own', () => {
    const items = `{ id: i, ${FLOW}.ForEachItem, items: x, namespace: a, flowId: b }`
    expect(errors(`tasks: [${items}, { id: i_split, ${LOG} }]`)).toEqual(['TASK_DUPLICATE_ID tasks[1].id'])
  })

  it('duplicate-inputs, duplicate-key', () => {
    expect(errors('inputs: [{ id: a, type: INT }, { id: a, type: INT }]')).toEqual(['INPUT_DUPLICATE_ID inputs[1].id'])
    expect(errors('description: a', 'description: b')).toEqual(['YAML_DUPLICATE_KEY description'])
  })

  it('empty', () => {
    expect(errors('tasks: []')).toEqual(['FLOW_EMPTY_LIST tasks'])
    expect(errors('tasks:')).toEqual(['FLOW_MISSING_PROPERTY tasks'])
    expect(errorsIn('')).toEqual(['FLOW_NOT_A_MAP '])
  })

  it('inputs, inputs-bad-type, inputs-bad-validator-syntax, inputs-validation', () => {
    expect(errors('inputs: [{ id: a }, { id: b, type: FOO }, { id: c, type: STRING, validator: "[" }]')).toEqual([
      'FLOW_MISSING_PROPERTY inputs[0].type',
      'INPUT_UNKNOWN_TYPE inputs[1].type',
      'INPUT_PATTERN_INVALID inputs[2].validator',
    ])
    expect(errors('inputs: [{ id: "a b", type: ARRAY }]')).toEqual([
      'FLOW_MISSING_PROPERTY inputs[0].itemType',
      'ID_INVALID inputs[0].id',
    ])
  })

  it('invalid: ids and namespace of the wrong form, and a task without id', () => {
    expect(errorsIn(`id: "a b"\nnamespace: Demo/x\ntasks: [{ ${LOG} }, { id: a.b, ${LOG} }]\n`)).toEqual([
      'ID_INVALID id',
      'ID_INVALID namespace',
      'FLOW_MISSING_PROPERTY tasks[0].id',
      'ID_INVALID tasks[1].id',
    ])
  })

  it('invalid-parallel: every empty list and every missing member', () => {
    expect(
      errors(
        `tasks: [{ id: a, ${FLOW}.Parallel, tasks: [] }, { id: b, ${FLOW}.Parallel }, { ${FLOW}.Parallel, tasks: [{ id: c }, { type: ${CORE}.log.Log }] }]`,
      ),
    ).toEqual([
      'FLOW_EMPTY_LIST tasks[0].tasks',
      'FLOW_MISSING_PROPERTY tasks[1].tasks',
      'FLOW_MISSING_PROPERTY tasks[2].id',
      'FLOW_MISSING_PROPERTY tasks[2].tasks[0].type',
      'FLOW_MISSING_PROPERTY tasks[2].tasks[1].id',
      'FLOW_MISSING_PROPERTY tasks[2].tasks[1].message',
    ])
  })

  it('invalid-property, invalid-task', () => {
    expect(errors('nope: 1', `tasks: [{ id: a, ${LOG}, nope: 1 }, { id: b, type: a.Nope }]`)).toEqual([
      'FLOW_UNKNOWN_PROPERTY nope',
      'FLOW_UNKNOWN_PROPERTY tasks[0].nope',
      'TASK_UNKNOWN_TYPE tasks[1].type',
    ])
  })

  it('listener', () => {
    expect(errors('listeners: [{ tasks: [] }, { description: x }]')).toEqual([
      'FLOW_EMPTY_LIST listeners[0].tasks',
      'FLOW_MISSING_PROPERTY listeners[1].tasks',
    ])
  })

  it('recursive-flow, of a Subflow and of a ForEachItem', () => {
    const subflow = `{ id: s, ${FLOW}.Subflow, namespace: demo, flowId: f }`
    const items = `{ id: i, ${FLOW}.ForEachItem, items: x, namespace: demo, flowId: f }`
    const other = `{ id: o, ${FLOW}.Subflow, namespace: other, flowId: f }`
    expect(errors(`tasks: [${subflow}, ${items}, ${other}]`)).toEqual([
      'FLOW_RECURSIVE tasks[0].flowId',
      'FLOW_RECURSIVE tasks[1].flowId',
    ])
  })

  it('switch-invalid', () => {
    const place = 'FLOW_EMPTY_LIST tasks[0].cases'
    expect(errors(`tasks: [{ id: s, ${FLOW}.Switch, value: x }]`)).toEqual([place])
    expect(errors(`tasks: [{ id: s, ${FLOW}.Switch, value: x, cases: { a: [] }, defaults: [] }]`)).toEqual([place])
    expect(errors(`tasks: [{ id: s, ${FLOW}.Switch, value: x, defaults: [{ id: d, ${LOG} }] }]`)).toEqual([])
  })

  it('system-labels, also of what a flow starts', () => {
    expect(errors('labels: { system.x: y, system.readOnly: true }')).toEqual(['LABEL_RESERVED labels["system.x"]'])
    const subflow = (labels: string) =>
      `tasks: [{ id: s, ${FLOW}.Subflow, namespace: a, flowId: b, labels: ${labels} }]`
    expect(errors(subflow('{ system.readOnly: true }'))).toEqual(['LABEL_RESERVED tasks[0].labels["system.readOnly"]'])
    expect(errors(subflow('[{ key: system.from, value: me }]'))).toEqual(['LABEL_RESERVED tasks[0].labels[0]'])
    expect(errors(subflow('"{{ vars.labels }}"'))).toEqual([])
  })

  it('worker-group', () => {
    expect(errors(`tasks: [{ id: a, ${LOG}, workerGroup: { key: gpu } }]`)).toEqual([
      'FLOW_INVALID_VALUE tasks[0].workerGroup.key',
    ])
    expect(errors('workerGroup: { key: gpu }')).toEqual(['FLOW_UNKNOWN_PROPERTY workerGroup'])
  })

  it('workingdirectory-invalid, workingdirectory-no-tasks', () => {
    const inner = `{ id: p, ${FLOW}.Pause }, { id: s, ${FLOW}.Subflow, namespace: a, flowId: b }, { id: l, ${LOG} }`
    expect(errors(`tasks: [{ id: w, ${FLOW}.WorkingDirectory, tasks: [${inner}] }]`)).toEqual([
      'TASK_CHILD_NOT_ALLOWED tasks[0].tasks[0].type',
      'TASK_CHILD_NOT_ALLOWED tasks[0].tasks[1].type',
    ])
    expect(errors(`tasks: [{ id: w, ${FLOW}.WorkingDirectory, tasks: [] }]`)).toEqual([
      'FLOW_EMPTY_LIST tasks[0].tasks',
    ])
  })
})

describe('what is old', () => {
  const warnings = (...lines: readonly string[]) =>
    parseFlow(`${['id: f', 'namespace: demo', ...lines].join('\n')}\n`, { tenant: 'main', catalogue })
      .diagnostics.filter(({ code }) => /DEPRECATED|REPLACED/.test(code))
      .map(({ severity, code, path }) => `${severity} ${code} ${path}`)

  it('loads, and is reported', () => {
    expect(
      warnings(
        'inputs: [{ name: a, type: ENUM, values: [x] }]',
        `tasks: [{ id: p, type: io.kestra.core.tasks.flows.Pause, delay: PT1H, tasks: [{ id: t, ${LOG} }] }]`,
        `listeners: [{ tasks: [{ id: l, ${LOG} }] }]`,
        `taskDefaults: [{ type: ${CORE}.log.Log, values: { level: INFO } }]`,
      ),
    ).toEqual([
      'warning PROPERTY_DEPRECATED inputs[0].name',
      'warning PROPERTY_DEPRECATED inputs[0].type',
      'info TASK_TYPE_REPLACED tasks[0].type',
      'warning PROPERTY_DEPRECATED tasks[0].delay',
      'warning PROPERTY_DEPRECATED tasks[0].tasks',
      'warning PROPERTY_DEPRECATED listeners',
      'warning PROPERTY_DEPRECATED taskDefaults',
    ])
  })
})
