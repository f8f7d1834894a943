import { describe, expect, it } from 'vitest'
import { conditionContext, type TestSight, triggerOf } from '../condition-world.testsuite.ts'
import { testConditions } from './condition-type.ts'
import { CONDITION_TYPES } from './registry.ts'

const SCHEDULE = 'type: io.kestra.plugin.core.trigger.Schedule, cron: "0 0 * * *"'
const WEEKEND = 'io.kestra.plugin.core.condition.Weekend'

/** Whether one condition, written without its folder, holds. */
function holds(condition: string, sight: TestSight = {}): boolean {
  const written = condition.replaceAll('type: ', 'type: io.kestra.plugin.core.condition.')
  const { conditions } = triggerOf('schedule', `${SCHEDULE}, conditions: [ { ${written} } ]`)
  return testConditions(conditions, conditionContext(sight))
}

const on = (date: string): TestSight => ({ trigger: { date } })

describe('date conditions', () => {
  it('read the day as it stands in the text, in the zone of the text', () => {
    expect(holds('type: Weekend', on('2026-01-03T00:30:00+01:00'))).toBe(true)
    expect(holds('type: Weekend', on('2026-01-02T23:30:00Z'))).toBe(false)
    expect(holds('type: DayWeek, dayOfWeek: FRIDAY', on('2026-01-02'))).toBe(true)
    expect(holds('type: DayWeek, dayOfWeek: FRIDAY, date: "2026-01-03"', on('2026-01-02'))).toBe(false)
  })

  it.each([
    ['FIRST', 'MONDAY', '2022-01-03', true],
    ['FIRST', 'MONDAY', '2022-01-10', false],
    ['SECOND', 'MONDAY', '2022-01-10', true],
    ['FOURTH', 'MONDAY', '2022-01-24', true],
    ['LAST', 'MONDAY', '2022-01-24', false],
    ['LAST', 'MONDAY', '2022-01-31', true],
    ['LAST', 'TUESDAY', '2022-01-31', false],
  ])('%s %s of the month is %s: %s', (dayInMonth, dayOfWeek, date, expected) => {
    expect(holds(`type: DayWeekInMonth, dayOfWeek: ${dayOfWeek}, dayInMonth: ${dayInMonth}`, on(date))).toBe(expected)
  })

  it('compare instants and times strictly, whatever their zones', () => {
    const between = 'type: DateTimeBetween, after: "2026-01-01T00:00:00Z", before: "2026-02-01T00:00:00Z"'
    expect(holds(between, on('2026-01-01T00:00:00Z'))).toBe(false)
    expect(holds(between, on('2026-01-01T01:30:00+01:00'))).toBe(true)
    expect(holds(between, on('2026-02-01T00:00:00Z'))).toBe(false)
    const office = 'type: TimeBetween, after: "09:00:00Z", before: "17:00:00Z"'
    expect(holds(office, on('2026-01-01T10:00:00+01:00'))).toBe(false)
    expect(holds(office, on('2026-01-01T10:00:01+01:00'))).toBe(true)
    expect(holds('type: TimeBetween, after: "17:00:00Z"', on('2026-01-01T18:00:00Z'))).toBe(true)
  })

  it('say what is wrong with them', () => {
    expect(() => holds('type: DateTimeBetween', on('2026-01-01T00:00:00Z'))).toThrow(/neither `after` nor `before`/)
    expect(() => holds('type: Weekend', on('yesterday'))).toThrow(/`yesterday`; it must be a date/)
    expect(() => holds('type: Weekend', on('2026-02-30'))).toThrow(/must be a date/)
    expect(() => holds('type: TimeBetween, after: "9"', on('2026-01-01T00:00:00Z'))).toThrow(/`after` is `9`/)
    expect(() => holds('type: TimeBetween, after: "09:00:00Z"', on('2026-01-01'))).toThrow(/has no time/)
  })

  it('ask for the holidays of the country', () => {
    const sight = { ...on('2026-12-25T09:00:00Z'), holidays: ['2026-12-25 DE'] }
    expect(holds('type: PublicHoliday, country: DE', sight)).toBe(true)
    expect(holds('type: PublicHoliday, country: US', sight)).toBe(false)
  })
})

describe('conditions about executions', () => {
  const about = (execution: NonNullable<TestSight['execution']>): TestSight => ({ execution })

  it('look at state, flow, namespace and labels', () => {
    expect(holds('type: ExecutionStatus, in: [SUCCESS, WARNING]', about({ state: 'WARNING' }))).toBe(true)
    expect(holds('type: ExecutionStatus, notIn: [WARNING]', about({ state: 'WARNING' }))).toBe(false)
    expect(holds('type: ExecutionFlow, namespace: a.b, flowId: f', about({ namespace: 'a.b', flowId: 'f' }))).toBe(true)
    expect(holds('type: ExecutionFlow, namespace: a.b, flowId: f', about({ namespace: 'a.b', flowId: 'g' }))).toBe(
      false,
    )
    const namespace = about({ namespace: 'a.b.c' })
    expect(holds('type: ExecutionNamespace, namespace: a.b', namespace)).toBe(false)
    expect(holds('type: ExecutionNamespace, namespace: a.b, prefix: true', namespace)).toBe(true)
    expect(holds('type: ExecutionNamespace, namespace: b.c, comparison: SUFFIX', namespace)).toBe(true)
    const labelled = about({ labels: [{ key: 'env', value: 'prod' }] })
    expect(holds('type: ExecutionLabels, labels: { env: prod }', labelled)).toBe(true)
    expect(holds('type: ExecutionLabels, labels: [ { key: env, value: dev } ]', labelled)).toBe(false)
  })

  it('read outputs only when there are some', () => {
    const condition = 'type: ExecutionOutputs, expression: "{{ trigger.outputs.n == 1 }}"'
    expect(holds(condition, { execution: { outputs: { n: 1 } }, trigger: { outputs: { n: 1 } } })).toBe(true)
    expect(holds(condition, { execution: { outputs: null } })).toBe(false)
  })

  it('look at the attempts of tasks that were tried again', () => {
    const failed = 'type: HasRetryAttempt, in: [FAILED]'
    expect(holds(failed, about({ attempts: [['FAILED']] }))).toBe(false)
    expect(holds(failed, about({ attempts: [['FAILED', 'SUCCESS']] }))).toBe(true)
  })

  it('refuse to judge where there is no execution', () => {
    expect(() => holds('type: ExecutionStatus, in: [SUCCESS]')).toThrow(/use it in a Flow trigger/)
  })
})

describe('conditions of their own kind', () => {
  it('an expression is false only when it is blank or says false', () => {
    const says = (text: string) => holds(`type: Expression, expression: "${text}"`, { trigger: { n: 1 } })
    expect([says('0'), says('{{ trigger.n == 1 }}'), says(' false '), says('  '), says('no')]).toEqual([
      true,
      true,
      false,
      false,
      true,
    ])
  })

  it('Not means none of them, Or means any', () => {
    const weekend = `{ type: Weekend }`
    const friday = `{ type: DayWeek, dayOfWeek: FRIDAY }`
    expect(holds(`type: Not, conditions: [ ${weekend}, ${friday} ]`, on('2026-01-01'))).toBe(true)
    expect(holds(`type: Not, conditions: [ ${weekend}, ${friday} ]`, on('2026-01-02'))).toBe(false)
    expect(holds(`type: Or, conditions: [ ${weekend}, ${friday} ]`, on('2026-01-02'))).toBe(true)
  })

  it('about the flow of the trigger itself', () => {
    expect(holds('type: FlowCondition, namespace: company.team, flowId: down')).toBe(true)
    expect(holds('type: FlowNamespaceCondition, namespace: company, prefix: true')).toBe(true)
    expect(holds('type: FlowNamespaceCondition, namespace: company')).toBe(false)
  })

  it('are known by all their older names', () => {
    const names = new Set(CONDITION_TYPES.flatMap(({ type, aliases }) => [type, ...aliases]))
    for (const name of [
      WEEKEND,
      'io.kestra.plugin.core.condition.WeekendCondition',
      'io.kestra.core.models.conditions.types.WeekendCondition',
      'io.kestra.core.models.conditions.types.VariableCondition',
      'io.kestra.plugin.core.condition.ExpressionCondition',
      'io.kestra.core.models.conditions.types.MultipleCondition',
    ]) {
      expect(names).toContain(name)
    }
    expect(holds('type: WeekendCondition', on('2026-01-03'))).toBe(true)
  })
})
