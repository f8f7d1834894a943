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

describe('triggers', () => {
  it('are kept as written', () => {
    const { flow } = parse(
      flowOf('triggers: [{ id: s, type: io.kestra.plugin.core.trigger.Schedule, cron: "0 9 * * *" }]'),
    )
    expect(flow?.triggers).toEqual([
      { id: 's', type: 'io.kestra.plugin.core.trigger.Schedule', disabled: false, properties: { cron: '0 9 * * *' } },
    ])
  })

  it('are refused when their shape is wrong', () => {
    expect(errors(flowOf('triggers: [{ type: io.kestra.plugin.core.trigger.Flow, when: yes }, { id: s }]'))).toEqual([
      'FLOW_MISSING_PROPERTY triggers[0].id',
      'FLOW_MISSING_PROPERTY triggers[1].type',
    ])
    expect(errors(flowOf('triggers: [{ id: s, type: io.kestra.core.models.triggers.types.Schedule }]'))).toEqual([
      'FLOW_MISSING_PROPERTY triggers[0].cron',
    ])
    expect(
      errors(flowOf('triggers: [{ id: s, type: io.kestra.plugin.core.trigger.Schedule, cron: "61 * * * *" }]')),
    ).toEqual(['TRIGGER_INVALID_CRON triggers[0].cron'])
    const flow = '{ id: s, type: io.kestra.plugin.core.trigger.Flow }'
    expect(errors(flowOf(`triggers: [{ id: s, type: x.Y }, ${flow}, ${flow}]`))).toEqual([
      'TRIGGER_UNKNOWN_TYPE triggers[0].type',
      'TRIGGER_DUPLICATE_ID triggers[2].id',
    ])
  })
})
