import { expect, test } from 'vitest'
import { askedIds, typesInFlow } from './expectations.ts'

const flow = (...lines: string[]) => lines.join('\n')
const pauseFlow = flow(
  'id: a',
  'tasks:',
  '  - id: gate',
  '    type: io.kestra.plugin.core.flow.Pause',
  '    onResume: [{ id: reason, type: STRING }]',
  '    retry: { type: constant }',
)

test('Task and input types are found at any depth, other properties named type are not', () => {
  expect(typesInFlow(pauseFlow)).toEqual(['io.kestra.plugin.core.flow.Pause', 'STRING'])
})

test('Areas, exceptions and named types decide together what is asked', () => {
  const cases = [
    { id: 'if-one', area: 'if', flows: [pauseFlow] },
    { id: 'if-two', area: 'if', flows: [pauseFlow], deviation: 'wanted otherwise' },
    { id: 'bas-one', area: 'basic', flows: [pauseFlow] },
    { id: 'bas-parent-null', area: 'basic', flows: [pauseFlow] },
    { id: 'pa-one', area: 'pause', flows: [pauseFlow] },
    { id: 'pa-two', area: 'pause', flows: [pauseFlow, pauseFlow.replace('STRING', 'MULTISELECT')] },
    { id: 'lo-one', area: 'loop', flows: [pauseFlow] },
  ]
  const asked = askedIds(cases, {
    areas: [{ area: 'if' }, { area: 'basic', except: ['bas-parent-*'] }, { area: 'pause', types: 'named' }],
    namedTypes: ['io.kestra.plugin.core.flow.Pause', 'STRING'],
  })

  expect([...asked]).toEqual(['if-one', 'bas-one', 'pa-one'])
})

test('A star asks for every area', () => {
  expect(
    askedIds([{ id: 'x', area: 'dates', template: '{{ now() }}', context: {} }], { areas: [{ area: '*' }] }).size,
  ).toBe(1)
})
