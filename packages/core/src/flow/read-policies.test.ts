import { describe, expect, it } from 'vitest'
import { createTestCatalogue } from '../testing/test-catalogue.ts'
import { parseFlow } from './parse-flow.ts'

const catalogue = createTestCatalogue()
const LOG = 'io.kestra.plugin.core.log.Log'

/** A flow of one Log task with these lines. */
function parse(body: string) {
  const source = `id: f\nnamespace: demo\n${body}\ntasks:\n  - { id: t, type: ${LOG}, message: hi }\n`
  return parseFlow(source, { tenant: 'main', catalogue })
}

function found(body: string): readonly string[] {
  return parse(body).diagnostics.map(({ severity, code, path }) => `${severity} ${code} ${path}`)
}

describe('retry', () => {
  const retry = (members: string) => parse(`retry: { ${members} }`).flow?.retry
  const LIMITS = { maxAttempts: null, maxDurationMs: null, warningOnRetry: false, behavior: 'RETRY_FAILED_TASK' }

  it('is read with its durations in milliseconds', () => {
    expect(retry('type: constant, interval: PT1.5S')).toEqual({ type: 'constant', intervalMs: 1_500, ...LIMITS })
    expect(retry('type: exponential, interval: PT1S, maxInterval: PT10S, maxAttempts: 4, maxDuration: PT1H')).toEqual({
      ...LIMITS,
      type: 'exponential',
      intervalMs: 1_000,
      maxIntervalMs: 10_000,
      delayFactor: 2,
      maxAttempts: 4,
      maxDurationMs: 3_600_000,
    })
    expect(retry('type: exponential, interval: PT1S, maxInterval: PT10S, delayFactor: 1.5')).toMatchObject({
      delayFactor: 1.5,
    })
    expect(
      retry('type: random, minInterval: PT1S, maxInterval: PT2S, warningOnRetry: yes, behavior: CREATE_NEW_EXECUTION'),
    ).toEqual({
      type: 'random',
      minIntervalMs: 1_000,
      maxIntervalMs: 2_000,
      maxAttempts: null,
      maxDurationMs: null,
      warningOnRetry: true,
      behavior: 'CREATE_NEW_EXECUTION',
    })
  })

  it('takes the old word for its attempts and says so', () => {
    expect(retry('type: constant, interval: PT1S, maxAttempt: 3')).toMatchObject({ maxAttempts: 3 })
    expect(found('retry: { type: constant, interval: PT1S, maxAttempt: 3 }')).toEqual([
      'warning PROPERTY_DEPRECATED retry.maxAttempt',
    ])
  })

  it.each([
    ['type: constant', 'FLOW_MISSING_PROPERTY retry.interval'],
    ['type: exponential, interval: PT1S', 'FLOW_MISSING_PROPERTY retry.maxInterval'],
    ['interval: PT1S', 'FLOW_MISSING_PROPERTY retry.type'],
    ['type: linear', 'FLOW_INVALID_VALUE retry.type'],
    ['type: constant, interval: PT1M, maxDuration: PT1M', 'FLOW_INVALID_VALUE retry.interval'],
    ['type: random, minInterval: PT5S, maxInterval: PT1S', 'FLOW_INVALID_VALUE retry.minInterval'],
    ['type: exponential, interval: PT9S, maxInterval: PT9S', 'FLOW_INVALID_VALUE retry.interval'],
    ['type: constant, interval: PT1S, maxAttempts: 0', 'FLOW_INVALID_VALUE retry.maxAttempts'],
    ['type: constant, interval: "{{ vars.i }}"', 'FLOW_INVALID_VALUE retry.interval'],
    ['type: constant, interval: soon', 'FLOW_INVALID_VALUE retry.interval'],
    ['type: constant, interval: PT1S, delayFactor: 2', 'FLOW_UNKNOWN_PROPERTY retry.delayFactor'],
    ['type: exponential, interval: PT1S, maxInterval: PT2S, delayFactor: 0', 'FLOW_INVALID_VALUE retry.delayFactor'],
    ['type: constant, interval: PT1S, behavior: AGAIN', 'FLOW_INVALID_VALUE retry.behavior'],
  ])('{ %s } is refused: %s', (members, problem) => {
    expect(found(`retry: { ${members} }`)).toEqual([`error ${problem}`])
  })
})

describe('concurrency', () => {
  it('is read, queueing by default', () => {
    expect(parse('concurrency: { limit: 2 }').flow?.concurrency).toEqual({ limit: 2, behavior: 'QUEUE' })
    expect(parse('concurrency: { limit: 1, behavior: FAIL }').flow?.concurrency).toEqual({ limit: 1, behavior: 'FAIL' })
    expect(parse('').flow?.concurrency).toBeNull()
  })

  it.each([
    ['limit: 0', 'FLOW_INVALID_VALUE concurrency.limit'],
    ['behavior: QUEUE', 'FLOW_MISSING_PROPERTY concurrency.limit'],
    ['limit: many', 'FLOW_WRONG_TYPE concurrency.limit'],
    ['limit: 1, behavior: WAIT', 'FLOW_INVALID_VALUE concurrency.behavior'],
    ['limit: 1, max: 2', 'FLOW_UNKNOWN_PROPERTY concurrency.max'],
  ])('{ %s } is refused: %s', (members, problem) => {
    expect(found(`concurrency: { ${members} }`)).toEqual([`error ${problem}`])
  })
})

describe('sla', () => {
  it('is read with its duration in milliseconds and its labels as a list', () => {
    const sla = [
      '  - { id: d, type: MAX_DURATION, behavior: FAIL, duration: PT1M, labels: { slow: true } }',
      '  - { id: a, type: EXECUTION_ASSERTION, behavior: NONE, assert: "{{ true }}" }',
    ]
    expect(parse(`sla:\n${sla.join('\n')}`).flow?.sla).toEqual([
      {
        id: 'd',
        type: 'MAX_DURATION',
        behavior: 'FAIL',
        durationMs: 60_000,
        labels: [{ key: 'slow', value: 'true' }],
      },
      { id: 'a', type: 'EXECUTION_ASSERTION', behavior: 'NONE', assert: '{{ true }}', labels: [] },
    ])
  })

  it.each([
    ['id: s, type: MAX_DURATION, behavior: FAIL', 'FLOW_MISSING_PROPERTY sla[0].duration'],
    ['id: s, type: EXECUTION_ASSERTION, behavior: NONE', 'FLOW_MISSING_PROPERTY sla[0].assert'],
    ['id: s, type: MAX_DURATION, duration: PT1M', 'FLOW_MISSING_PROPERTY sla[0].behavior'],
    ['type: MAX_DURATION, duration: PT1M, behavior: NONE', 'FLOW_MISSING_PROPERTY sla[0].id'],
    ['id: s, behavior: NONE, duration: PT1M', 'FLOW_MISSING_PROPERTY sla[0].type'],
    ['id: s, type: MAX_DURATION, duration: PT1M, behavior: FAIL, assert: x', 'FLOW_UNKNOWN_PROPERTY sla[0].assert'],
    [
      'id: s, type: MAX_DURATION, duration: PT1M, behavior: FAIL, labels: { system.readOnly: true }',
      'LABEL_RESERVED sla[0].labels["system.readOnly"]',
    ],
  ])('{ %s } is refused: %s', (members, problem) => {
    expect(found(`sla: [{ ${members} }]`)).toEqual([`error ${problem}`])
  })
})

describe('checks', () => {
  it('are read, blocking by default', () => {
    expect(parse('checks: [{ condition: "{{ inputs.a }}", message: no }]').flow?.checks).toEqual([
      { condition: '{{ inputs.a }}', message: 'no', style: 'INFO', behavior: 'BLOCK_EXECUTION' },
    ])
    const all = 'condition: "{{ true }}", message: no, style: ERROR, behavior: FAIL_EXECUTION'
    expect(parse(`checks: [{ ${all} }]`).flow?.checks).toMatchObject([{ style: 'ERROR', behavior: 'FAIL_EXECUTION' }])
  })

  it.each([
    ['condition: "{{ true }}"', 'FLOW_MISSING_PROPERTY checks[0].message'],
    ['message: no', 'FLOW_MISSING_PROPERTY checks[0].condition'],
    ['condition: a, message: b, style: LOUD', 'FLOW_INVALID_VALUE checks[0].style'],
    ['condition: a, message: b, behavior: STOP', 'FLOW_INVALID_VALUE checks[0].behavior'],
  ])('{ %s } is refused: %s', (members, problem) => {
    expect(found(`checks: [{ ${members} }]`)).toEqual([`error ${problem}`])
  })
})

describe('listeners', () => {
  const OLD = 'warning PROPERTY_DEPRECATED listeners'

  it('are read with their conditions as written and their tasks', () => {
    const { flow } = parse(
      `listeners: [{ description: d, conditions: [{ type: io.kestra.plugin.core.condition.ExecutionStatus, in: [FAILED] }], tasks: [{ id: l, type: ${LOG}, message: m }] }]`,
    )
    expect(flow?.listeners).toMatchObject([
      {
        description: 'd',
        conditions: [{ type: 'io.kestra.plugin.core.condition.ExecutionStatus', in: ['FAILED'] }],
        tasks: [{ id: 'l', type: LOG }],
      },
    ])
  })

  it('are refused when they are wrong', () => {
    expect(found('listeners: [{ tasks: [] }]')).toEqual([OLD, 'error FLOW_EMPTY_LIST listeners[0].tasks'])
    expect(found('listeners: [{ description: a }]')).toEqual([OLD, 'error FLOW_MISSING_PROPERTY listeners[0].tasks'])
    expect(found(`listeners: [{ conditions: [a], tasks: [{ id: l, type: ${LOG}, message: m }] }]`)).toEqual([
      OLD,
      'error FLOW_WRONG_TYPE listeners[0].conditions[0]',
    ])
    expect(found(`listeners: [{ tasks: [{ id: t, type: ${LOG}, message: m }] }]`)).toEqual([
      OLD,
      'error TASK_DUPLICATE_ID listeners[0].tasks[0].id',
    ])
  })
})
