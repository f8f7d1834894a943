import { describe, expect, it } from 'vitest'
import { conditionContext, type TestSight, triggerOf, upstreamExecution } from '../condition-world.testsuite.ts'
import type { FlowWindow } from '../trigger-row.ts'
import { evaluateEvent, mayConcern } from './evaluate-event.ts'

const FLOW = 'type: io.kestra.plugin.core.trigger.Flow'
const NOON = Date.parse('2026-01-02T12:00:00Z')

/** A Flow trigger that lives through events; tells of each whether it fired. */
function living(yaml: string, zone = 'UTC') {
  const trigger = triggerOf('flow', `${FLOW}, ${yaml}`)
  const windows = new Map<string, FlowWindow>()
  const happen = (execution: NonNullable<TestSight['execution']>, now = NOON, sight: TestSight = {}) => {
    const outcome = evaluateEvent({
      trigger,
      execution: upstreamExecution(execution),
      context: conditionContext({ ...sight, execution }),
      windows,
      now,
      zone,
    })
    for (const [id, window] of outcome.windows) {
      if (window === null) windows.delete(id)
      else windows.set(id, window)
    }
    return outcome.fires
  }
  return { trigger, windows, happen }
}

const a = { flowId: 'a' }
const b = { flowId: 'b' }
const other = { flowId: 'other' }
const BOTH = 'flows: [ { namespace: company.team, flowId: a }, { namespace: company.team, flowId: b } ]'

describe('a Flow trigger', () => {
  it('follows ends and pauses unless it names states', () => {
    const { happen } = living('when: "true"')
    expect([happen({ state: 'SUCCESS' }), happen({ state: 'PAUSED' }), happen({ state: 'RUNNING' })]).toEqual([
      true,
      true,
      false,
    ])
    expect(living('when: "true", states: [RUNNING]').happen({ state: 'RUNNING' })).toBe(true)
  })

  it('needs all its conditions, and takes one that breaks for false, saying so', () => {
    const { trigger, happen } = living(
      'conditions: [ { type: io.kestra.plugin.core.condition.ExecutionFlow, namespace: company.team, flowId: a } ]',
    )
    expect([happen(a), happen(b)]).toEqual([true, false])
    const broken = triggerOf('flow', `${FLOW}, when: "{{ trigger.nothing }}"`)
    const execution = upstreamExecution()
    const context = conditionContext({ execution: {} })
    const outcome = evaluateEvent({ trigger: broken, execution, context, windows: new Map(), now: NOON, zone: 'UTC' })
    expect([outcome.fires, outcome.problems.length]).toEqual([false, 1])
    expect(trigger.needsAttempts).toBe(false)
  })

  it('waits for all preconditions, fires for the event that completes them, and begins anew', () => {
    const { happen, windows } = living(`preconditions: { id: both, ${BOTH} }`)
    expect([happen(a), happen(a), happen(b)]).toEqual([false, false, true])
    expect(windows.size).toBe(0)
    expect([happen(b), happen(a)]).toEqual([false, true])
  })

  it('fires again for each contribution when it does not reset, and never for an event that is none', () => {
    const { happen } = living(`preconditions: { id: both, resetOnSuccess: false, ${BOTH} }`)
    expect([happen(a), happen(b), happen(a), happen(other)]).toEqual([false, true, true, false])
  })

  it('compares states and labels of its preconditions', () => {
    const { happen } = living(
      'preconditions: { id: p, flows: [ { namespace: company.team, flowId: a, states: [FAILED], labels: { k: v } } ] }',
    )
    const labels = [{ key: 'k', value: 'v' }]
    expect(happen({ ...a, state: 'SUCCESS', labels })).toBe(false)
    expect(happen({ ...a, state: 'FAILED' })).toBe(false)
    expect(happen({ ...a, state: 'FAILED', labels })).toBe(true)
  })

  it.each([
    ['{ field: FLOW_ID, type: STARTS_WITH, value: or }', { flowId: 'orders' }, { flowId: 'bills' }],
    ['{ field: NAMESPACE, type: ENDS_WITH, value: .prod }', { namespace: 'a.prod' }, { namespace: 'a.dev' }],
    ['{ field: STATE, type: IN, values: [FAILED, WARNING] }', { state: 'FAILED' }, { state: 'SUCCESS' }],
    ['{ field: STATE, type: NOT_IN, values: [FAILED] }', { state: 'SUCCESS' }, { state: 'FAILED' }],
    ['{ field: FLOW_ID, type: REGEX, value: "o.d" }', { flowId: 'old' }, { flowId: 'older' }],
    ['{ field: FLOW_ID, type: CONTAINS, value: rd }', { flowId: 'orders' }, { flowId: 'bills' }],
    ['{ field: FLOW_ID, type: NOT_EQUAL_TO, value: a }', { flowId: 'b' }, { flowId: 'a' }],
  ] as const)('filters by %s', (filter, matching, not) => {
    const where = `preconditions: { id: p, where: [ { id: w, filters: [ ${filter} ] } ] }`
    expect([living(where).happen(matching), living(where).happen(not)]).toEqual([true, false])
  })

  it('joins filters with AND, or with OR, and renders expressions', () => {
    const filters =
      'filters: [ { field: FLOW_ID, type: EQUAL_TO, value: a }, { field: STATE, type: EQUAL_TO, value: FAILED } ]'
    expect(living(`preconditions: { id: p, where: [ { id: w, ${filters} } ] }`).happen(a)).toBe(false)
    expect(living(`preconditions: { id: p, where: [ { id: w, operand: OR, ${filters} } ] }`).happen(a)).toBe(true)
    const expression = 'filters: [ { field: EXPRESSION, type: IS_TRUE, value: "{{ trigger.ok }}" } ]'
    const { happen } = living(`preconditions: { id: p, where: [ { id: w, ${expression} } ] }`)
    expect([happen(a, NOON, { trigger: { ok: false } }), happen(a, NOON, { trigger: { ok: true } })]).toEqual([
      false,
      true,
    ])
  })

  it('keeps the record of a MultipleCondition, beside which other conditions are about the event', () => {
    const { happen } = living(
      `conditions: [ { type: io.kestra.plugin.core.condition.ExecutionStatus, in: [SUCCESS] },
        { id: m, type: io.kestra.plugin.core.condition.MultipleCondition, conditions: {
          a: { type: io.kestra.plugin.core.condition.ExecutionFlow, namespace: company.team, flowId: a },
          b: { type: io.kestra.plugin.core.condition.ExecutionFlow, namespace: company.team, flowId: b } } } ]`,
    )
    expect([happen(a), happen({ ...b, state: 'FAILED' }), happen(b)]).toEqual([false, false, true])
  })
})

describe('windows', () => {
  const hours = (count: number) => NOON + count * 3_600_000
  const times = (yaml: string, zone?: string) =>
    living(`preconditions: { id: w, timeWindow: { ${yaml} }, ${BOTH} }`, zone)

  it('of a day end at midnight of the zone', () => {
    const utc = times('type: DURATION_WINDOW, window: P1D')
    expect([utc.happen(a, hours(0)), utc.happen(b, hours(11.9))]).toEqual([false, true])
    const over = times('type: DURATION_WINDOW')
    expect([over.happen(a, hours(0)), over.happen(b, hours(12)), over.happen(a, hours(13))]).toEqual([
      false,
      false,
      true,
    ])
    const tokyo = times('type: DURATION_WINDOW', 'Asia/Tokyo')
    expect([tokyo.happen(a, hours(0)), tokyo.happen(b, hours(4))]).toEqual([false, false])
  })

  it('of minutes begin on their multiples within the hour, shifted when told', () => {
    const { happen, windows } = times('window: PT10M')
    happen(a, NOON + 17 * 60_000)
    expect(windows.get('w')).toMatchObject({
      start: NOON + 600_000,
      end: NOON + 1_200_000 - 1,
      results: ['condition_1'],
    })
    const shifted = times('window: PT1H, windowAdvance: PT15M')
    shifted.happen(a, NOON + 5 * 60_000)
    expect(shifted.windows.get('w')).toMatchObject({ start: NOON - 45 * 60_000 })
  })

  it('that slide begin with the first event', () => {
    const { happen } = times('type: SLIDING_WINDOW, window: PT2H')
    expect([happen(a, hours(0)), happen(b, hours(2))]).toEqual([false, true])
    const late = times('type: SLIDING_WINDOW, window: PT2H')
    expect([late.happen(a, hours(0)), late.happen(b, hours(2.1)), late.happen(a, hours(3))]).toEqual([
      false,
      false,
      true,
    ])
  })

  it('of times of day count nothing outside', () => {
    const deadline = times('type: DAILY_TIME_DEADLINE, deadline: "12:30:00"')
    expect([deadline.happen(a, hours(0)), deadline.happen(b, hours(1))]).toEqual([false, false])
    const office = times('type: DAILY_TIME_WINDOW, startTime: "12:00:00", endTime: "13:00:00"')
    expect([office.happen(a, hours(-1)), office.happen(b, hours(0)), office.happen(a, hours(0.5))]).toEqual([
      false,
      false,
      true,
    ])
  })
})

describe('dependsOn', () => {
  const three = 'dependsOn: [ { flowId: a }, { flowId: b }, { flowId: c, when: "{{ trigger.ok }}" } ]'

  it('waits for all, any or some of its entries, which are of its own namespace unless they say otherwise', () => {
    expect(living(`${three}, mode: ANY`).happen(b)).toBe(true)
    const some = living(`${three}, mode: AT_LEAST, minSatisfied: 2`)
    expect([some.happen(a), some.happen({ ...b, namespace: 'elsewhere' }), some.happen(b)]).toEqual([
      false,
      false,
      true,
    ])
    const all = living(three)
    const ok = { trigger: { ok: true } }
    expect([all.happen(a), all.happen(b), all.happen({ flowId: 'c' }, NOON, ok), all.happen(other)]).toEqual([
      false,
      false,
      true,
      false,
    ])
  })

  it('follows states that only an entry names', () => {
    const { happen } = living('dependsOn: [ { flowId: a, states: [RUNNING] } ]')
    expect([happen({ ...a, state: 'RUNNING' }), happen({ ...a, state: 'SUCCESS' })]).toEqual([true, false])
  })

  it.each([
    ['deadline: "09:00:00"', 'daily'],
    ['from: "08:00", to: "09:00"', 'daily'],
    ['every: PT1H, offset: PT5M', 'duration'],
    ['lookback: PT1H', 'sliding'],
  ])('takes the window { %s }', (window, kind) => {
    expect(living(`${three}, window: { ${window} }`).trigger.windows[0]?.window.kind).toBe(kind)
  })

  it.each([
    [`${three}, mode: AT_LEAST`, /needs `minSatisfied`/],
    [`${three}, mode: AT_LEAST, minSatisfied: 4`, /has 3 entries/],
    [`${three}, window: { deadline: "09:00", lookback: PT1H }`, /must be one of/],
    [`${three}, window: { from: "9" }`, /`from` of the window must be a time of day/],
  ])('refuses %s', (yaml, message) => {
    expect(() => living(yaml)).toThrow(message)
  })
})

describe('whether an event can concern a trigger', () => {
  const event = { namespace: 'company.team', flowId: 'a', state: 'SUCCESS' } as const

  it('is seen without evaluating it', () => {
    const { trigger } = living(`preconditions: { id: both, ${BOTH} }`)
    expect(mayConcern(trigger, event)).toBe(true)
    expect(mayConcern(trigger, { ...event, flowId: 'other' })).toBe(false)
    expect(mayConcern(trigger, { ...event, state: 'RUNNING' })).toBe(false)
    expect(mayConcern(living('when: "true"').trigger, { ...event, flowId: 'down' })).toBe(false)
  })
})
