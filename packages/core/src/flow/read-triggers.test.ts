import { describe, expect, it } from 'vitest'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

/** Findings about the triggers of a flow, as `severity code path (line): hint`. */
function findings(trigger: string): readonly string[] {
  const source = `id: f\nnamespace: a.b\ntasks: [{ id: a, type: io.kestra.plugin.core.log.Log, message: a }]\ntriggers:\n  - ${trigger}\n`
  const { diagnostics } = parseFlow(source, { tenant: 'main', catalogue: createTestCatalogue() })
  return diagnostics.map(({ severity, code, path, range, hint }) => {
    return `${severity} ${code} ${path} (${range?.line})${hint === undefined ? '' : `: ${hint}`}`
  })
}

const SCHEDULE = 'type: io.kestra.plugin.core.trigger.Schedule'
const WEBHOOK = 'type: io.kestra.plugin.core.trigger.Webhook'
const FLOW = 'type: io.kestra.plugin.core.trigger.Flow'
const CONDITION = 'io.kestra.plugin.core.condition'

describe('triggers of a flow', () => {
  it('have the properties of their type; others are refused where they stand, with a hint', () => {
    expect(findings(`{ id: t, ${SCHEDULE}, cron: "0 9 * * *", timezon: UTC }`)).toEqual([
      'error FLOW_UNKNOWN_PROPERTY triggers[0].timezon (5): Did you mean `timezone`?',
    ])
    expect(findings(`{ id: t, ${SCHEDULE}, cron: "0 9 * * *", stopAfter: [DONE] }`)).toEqual([
      'error TASK_PROPERTY_INVALID triggers[0].stopAfter[0] (5)',
    ])
  })

  it('are of a type that is known', () => {
    expect(findings('{ id: t, type: io.kestra.plugin.core.trigger.Schedul, cron: "0 9 * * *" }')).toEqual([
      'error TRIGGER_UNKNOWN_TYPE triggers[0].type (5): Did you mean `io.kestra.plugin.core.trigger.Schedule`?',
    ])
    expect(findings('{ id: t, type: io.kestra.core.models.triggers.types.Webhook, key: k }')).toEqual([
      'info TASK_TYPE_REPLACED triggers[0].type (5)',
    ])
  })

  it('have a zone that exists, a key that is not too long, and no worker group', () => {
    expect(findings(`{ id: t, ${SCHEDULE}, cron: "@daily", timezone: Mars/Base }`)[0]).toMatch(
      /^error FLOW_INVALID_VALUE triggers\[0\]\.timezone/,
    )
    expect(findings(`{ id: t, ${WEBHOOK}, key: ${'k'.repeat(257)} }`)).toEqual([
      'error FLOW_INVALID_VALUE triggers[0].key (5)',
    ])
    expect(findings(`{ id: t, ${WEBHOOK}, key: k, workerGroup: { key: gpu } }`)).toEqual([
      'error FLOW_INVALID_VALUE triggers[0].workerGroup.key (5): Remove `workerGroup`.',
    ])
  })

  it('have conditions of known types with the properties of those types', () => {
    const conditions = (text: string) => findings(`{ id: t, ${WEBHOOK}, key: k, conditions: [ ${text} ] }`)
    expect(conditions(`{ type: ${CONDITION}.Expression, expression: "{{ trigger.body.go }}" }`)).toEqual([])
    expect(conditions(`{ type: ${CONDITION}.Expresion, expression: a }`)).toEqual([
      'error TASK_PROPERTY_INVALID triggers[0].conditions[0].type (5)',
    ])
    expect(conditions(`{ type: ${CONDITION}.Weekend, day: MONDAY }`)).toEqual([
      'error TASK_PROPERTY_INVALID triggers[0].conditions[0].day (5)',
    ])
    expect(conditions(`{ type: ${CONDITION}.Not, conditions: [ { type: ${CONDITION}.DayWeek } ] }`)).toEqual([
      'error TASK_PROPERTY_INVALID triggers[0].conditions[0].conditions[0].dayOfWeek (5)',
    ])
  })

  it('may keep a record of several conditions in Flow triggers only', () => {
    const multiple = `conditions: [ { id: m, type: ${CONDITION}.MultipleCondition, conditions: { a: { type: ${CONDITION}.ExecutionFlow, namespace: a, flowId: b } } } ]`
    expect(findings(`{ id: t, ${FLOW}, ${multiple} }`)).toEqual([])
    expect(findings(`{ id: t, ${WEBHOOK}, key: k, ${multiple} }`)).toEqual([
      'error TASK_PROPERTY_INVALID triggers[0].conditions[0].type (5)',
    ])
  })

  it('are warned about when they fire for everything', () => {
    expect(findings(`{ id: t, ${FLOW} }`)).toEqual([
      'warning TRIGGER_UNCONDITIONAL triggers[0] (5): Add `preconditions`, or `conditions`.',
    ])
  })

  it.each(['logLevel: DEBUG', 'minLogLevel: DEBUG', 'logToFile: true', 'version: "1.0"'])(
    'are warned about what is stored and does nothing: %s',
    (member) => {
      const [name] = member.split(':')
      expect(findings(`{ id: t, ${WEBHOOK}, key: k, ${member} }`)).toEqual([
        `warning FLOW_NOT_RUN_YET triggers[0].${name} (5)`,
      ])
    },
  )

  it('are read as a whole: what the engine would stumble over is said when they are saved', () => {
    expect(findings(`{ id: t, ${FLOW}, preconditions: { id: p, timeWindow: { type: DAILY_TIME_DEADLINE } } }`)).toEqual(
      ['error TASK_PROPERTY_INVALID triggers[0] (5)'],
    )
  })
})
