import { createExpressionEngine, type HostAnswer, questionKey } from '@countersign/expression'
import { describe, expect, it } from 'vitest'
import type { Value, ValueMap } from '../../json/value.ts'
import { sealedValue } from '../../sealed/sealed-value.ts'
import { SteppedExecution } from '../../testing/stepped-execution.ts'
import { openSealed } from './open-sealed.ts'

const engine = createExpressionEngine()

/** Renders over sealed values of which the host has opened some. */
function render(template: string, value: ValueMap, opened: Readonly<Record<string, string>>): string {
  const answers = new Map<string, HostAnswer>(
    Object.entries(opened).map(([text, clear]) => [questionKey('unseal', [text]), { ok: true, value: clear }]),
  )
  return engine.render(template, { inputs: openSealed(value, answers) })
}

const VALUE = { a: sealedValue('x1'), clear: 1, deep: { list: [sealedValue('x2'), 'y'] } }

describe('sealed values in expressions', () => {
  it('are opened where they are read, at every depth and as part of a whole', () => {
    const opened = { x1: 'one', x2: 'two' }
    expect(render('{{ inputs.a }} {{ inputs.deep.list[0] }} {{ inputs.clear }}', VALUE, opened)).toBe('one two 1')
    expect(render('{{ inputs }}', VALUE, opened)).toBe('{"a":"one","clear":1,"deep":{"list":["two","y"]}}')
    expect(render("{{ inputs.none ?? 'none' }} {{ inputs.a is defined }}", VALUE, opened)).toBe('none true')
  })

  it('are not opened where they are not read', () => {
    expect(render('{{ inputs.clear }} {{ inputs.a is defined }}', { ...VALUE }, { x1: 'one' })).toBe('1 true')
    expect(() => render('{{ inputs.deep }}', VALUE, { x1: 'one' })).toThrow()
  })

  it('are given back as they are when there are none', () => {
    const value: Value = { a: [1, { b: 'x' }] }
    expect(openSealed(value, new Map())).toBe(value)
    expect(openSealed(null, new Map())).toBeNull()
  })
})

const FLOW = `
id: f
namespace: company.team
tasks:
  - { id: t, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.word }}!" }
outputs:
  - { id: shut, type: SECRET, value: "{{ inputs.word }}" }
`

describe('a flow with sealed inputs', () => {
  it('asks for what it reads, and seals its outputs', () => {
    const stepped = new SteppedExecution({
      flow: FLOW,
      inputs: { word: sealedValue('x1') },
      answers: { 'unseal(x1)': 'hunter2' },
      encrypt: (clear) => sealedValue([...clear].reverse().join('')),
    }).start()
    expect(stepped.outputs('t')).toEqual({ value: 'hunter2!' })
    expect(stepped.rows.execution).toMatchObject({ state: 'SUCCESS', outputs: { shut: sealedValue('2retnuh') } })
  })

  it('fails in words when a value cannot be opened, or there is no key to seal with', () => {
    const closed = new SteppedExecution({ flow: FLOW, inputs: { word: sealedValue('x1') } }).start()
    expect(closed.rows.execution.state).toBe('FAILED')
    const keyless = new SteppedExecution({ flow: FLOW, inputs: { word: 'clear' } }).start()
    expect(keyless.rows.execution.state).toBe('FAILED')
    expect(keyless.lines.at(-1)).toContain('no encryption key')
  })
})
