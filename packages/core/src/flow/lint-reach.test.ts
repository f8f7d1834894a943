import { describe, expect, it } from 'vitest'
import { p } from '../task/properties/p.ts'
import { createTestCatalogue, testInlineType } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

const catalogue = createTestCatalogue([
  testInlineType('io.kestra.plugin.core.execution.Fail', { condition: p.string() }),
  testInlineType('io.kestra.plugin.core.execution.Exit', { state: p.string() }),
])
const FAIL = 'type: io.kestra.plugin.core.execution.Fail'
const EXIT = 'type: io.kestra.plugin.core.execution.Exit'
const LOG = '{ id: late, type: io.kestra.plugin.core.log.Log, message: m }'

function warnings(...lines: readonly string[]): readonly string[] {
  const source = `${['id: f', 'namespace: demo', ...lines].join('\n')}\n`
  const { diagnostics } = parseFlow(source, { tenant: 'main', catalogue })
  return diagnostics.map(({ severity, code, path }) => `${severity} ${code} ${path}`)
}

describe('tasks that can never run', () => {
  it('are warned about behind one that always fails or ends', () => {
    expect(warnings(`tasks: [{ id: a, ${FAIL} }, ${LOG}]`)).toEqual(['warning TASK_UNREACHABLE tasks[1]'])
    expect(warnings(`tasks: [{ id: a, ${EXIT} }, { id: b, ${FAIL}, disabled: true }, ${LOG}]`)).toEqual([
      'warning TASK_UNREACHABLE tasks[2]',
    ])
    const inIf = `{ id: i, type: io.kestra.plugin.core.flow.If, condition: "1", then: [{ id: a, ${FAIL} }, ${LOG}] }`
    expect(warnings(`tasks: [${inIf}]`)).toEqual(['warning TASK_UNREACHABLE tasks[0].then[1]'])
    const inSwitch = `{ id: s, type: io.kestra.plugin.core.flow.Switch, value: x, cases: { x: [{ id: a, ${EXIT} }, ${LOG}] } }`
    expect(warnings(`tasks: [${inSwitch}]`)).toEqual(['warning TASK_UNREACHABLE tasks[0].cases.x[1]'])
  })

  it('are not, when the one before may let them run', () => {
    expect(warnings(`tasks: [{ id: a, ${FAIL}, condition: "{{ vars.x ?? false }}" }, ${LOG}]`)).toEqual([])
    expect(warnings(`tasks: [{ id: a, ${FAIL}, runIf: "{{ true }}" }, ${LOG}]`)).toEqual([])
    expect(warnings(`tasks: [{ id: a, ${FAIL}, allowFailure: true }, ${LOG}]`)).toEqual([])
    expect(warnings(`tasks: [${LOG}, { id: a, ${FAIL} }]`)).toEqual([])
    const beside = `{ id: q, type: io.kestra.plugin.core.flow.Parallel, tasks: [{ id: a, ${FAIL} }, ${LOG}] }`
    expect(warnings(`tasks: [${beside}]`)).toEqual([])
    // Tasks of `finally` run whatever the ones before them did (observed: er-finally-fails).
    expect(warnings(`tasks: [{ id: z, ${EXIT} }]`, `finally: [{ id: a, ${FAIL} }, ${LOG}]`)).toEqual([])
  })
})

describe('a gate in afterExecution', () => {
  const gate = (members = '') => `{ id: p, type: io.kestra.plugin.core.flow.Pause, timeout: PT1H${members} }`

  it('is warned about: there is nothing left that could wait', () => {
    const tasks = 'tasks: [{ id: t, type: io.kestra.plugin.core.debug.Return }]'
    expect(warnings(tasks, `afterExecution: [${gate()}]`)).toEqual(['warning PAUSE_CANNOT_WAIT afterExecution[0]'])
    const inner = `{ id: s, type: io.kestra.plugin.core.flow.Sequential, tasks: [${gate()}] }`
    expect(warnings(tasks, `afterExecution: [${inner}]`)).toEqual([
      'warning PAUSE_CANNOT_WAIT afterExecution[0].tasks[0]',
    ])
    expect(warnings(tasks, `afterExecution: [${gate(', disabled: true')}]`)).toEqual([])
    expect(warnings(tasks, `finally: [${gate()}]`)).toEqual([])
  })
})
