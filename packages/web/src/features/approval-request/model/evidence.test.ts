import { describe, expect, it } from 'vitest'
import { evidenceOf } from './evidence.ts'

describe('the evidence of a request', () => {
  it('has the names and the order of the flow', () => {
    const items = evidenceOf({ end: '2027-01-04', who: 'Ana' }, [
      { id: 'who', type: 'STRING', displayName: 'Employee' },
      { id: 'end', type: 'DATE' },
      { id: 'note', type: 'STRING' },
    ])
    expect(items.map(({ label, text }) => [label, text])).toEqual([
      ['Employee', 'Ana'],
      ['End', 'Mon, 4 Jan 2027'],
      ['Note', null],
    ])
  })

  it('reads inputs that nest', () => {
    expect(evidenceOf({ person: { name: 'Ana' } }, [{ id: 'person.name', type: 'STRING' }])[0]).toMatchObject({
      label: 'Person name',
      text: 'Ana',
    })
  })

  it('says values as people do', () => {
    const items = evidenceOf(
      { yes: true, list: ['a', 'b'], map: { a: 1 }, file: 'kestra:///x/y/plan.pdf', empty: '', n: 3 },
      [],
    )
    expect(items.map(({ text }) => text)).toEqual(['Yes', 'a, b', '{\n  "a": 1\n}', 'plan.pdf', null, '3'])
    expect(evidenceOf({ d: 'PT26H' }, [{ id: 'd', type: 'DURATION' }])[0]?.text).toBe('1 d 2 h')
  })

  it('lays long texts out below their label', () => {
    expect(evidenceOf({ a: 'x'.repeat(61), b: 'x', c: 'x\ny' }, []).map(({ long }) => long)).toEqual([
      true,
      false,
      true,
    ])
  })

  it('shows a text that does not fit its type as it is', () => {
    expect(evidenceOf({ d: 'soon' }, [{ id: 'd', type: 'DATE' }])[0]?.text).toBe('soon')
  })
})
