import { describe, expect, it } from 'vitest'
import { errors, flowOf, parse } from '../testing/checked-flow.ts'

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
      'FLOW_NOT_RUN_YET triggers',
    ])
  })

  it('is refused when its shape is wrong', () => {
    expect(errors(flowOf('retry: { type: constant }'))).toEqual(['FLOW_MISSING_PROPERTY retry.interval'])
    expect(errors(flowOf('sla: [{ id: s, type: EXECUTION_ASSERTION, behavior: NONE }]'))).toEqual([
      'FLOW_MISSING_PROPERTY sla[0].assert',
    ])
    expect(errors(flowOf('triggers: [{ type: x.Y }, { id: s }]'))).toEqual([
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
    expect(errors(flowOf('triggers: [{ id: s, type: x.Y }, { id: s, type: x.Y }]'))).toEqual([
      'TRIGGER_DUPLICATE_ID triggers[1].id',
    ])
  })
})
