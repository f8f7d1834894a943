import { describe, expect, it } from 'vitest'
import { chipsOf, parseExecutionFilter, toExecutionQuery } from './execution-filter.ts'

describe('the filter of an address', () => {
  it('takes one value or several, and drops what it does not know', () => {
    expect(parseExecutionFilter({ state: 'FAILED', q: 'vac', colour: 'red' })).toEqual({ state: ['FAILED'], q: 'vac' })
    expect(parseExecutionFilter({ state: ['FAILED', 'LOST'], labels: 'team:hr' })).toEqual({
      state: ['FAILED'],
      labels: ['team:hr'],
    })
    expect(parseExecutionFilter({ page: 0, timeRange: 'yesterday', labels: 'team' })).toEqual({})
  })

  it('keeps a text that the address holds as a number', () => {
    expect(parseExecutionFilter({ flowId: 7 })).toEqual({ flowId: '7' })
  })

  it('becomes the query of the search', () => {
    expect(toExecutionQuery({ state: ['FAILED', 'KILLED'], page: 2 })).toMatchObject({
      state: ['FAILED', 'KILLED'],
      page: 2,
      size: 50,
      sort: 'state.startDate:desc',
    })
  })
})

describe('the chips of a filter', () => {
  it('say what each part means and what is left without it', () => {
    const chips = chipsOf({ state: ['FAILED', 'PAUSED'], labels: ['a:1', 'b:2'], timeRange: 'PT24H', page: 3 })
    expect(chips.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'State: Failed or Paused',
      'Label: a:1',
      'Label: b:2',
      'Started: last 24 hours',
    ])
    expect(chips[0]?.without).toEqual({ labels: ['a:1', 'b:2'], timeRange: 'PT24H' })
    expect(chips[1]?.without).toEqual({ state: ['FAILED', 'PAUSED'], labels: ['b:2'], timeRange: 'PT24H' })
  })

  it('are none for no filter', () => {
    expect(chipsOf({ page: 2 })).toEqual([])
  })
})
