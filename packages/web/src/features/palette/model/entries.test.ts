import { describe, expect, it } from 'vitest'
import { matchEntries, pageEntries } from './entries.ts'

const nobody = { newFlow: false, audit: false, settings: false, catcher: false }
const everybody = { newFlow: true, audit: true, settings: true, catcher: true }

describe('the palette', () => {
  it('offers the pages that somebody has', () => {
    const restricted = ['New flow', 'Audit', 'Tokens', 'Catcher']
    const labels = (shows: typeof nobody) => pageEntries('main', shows).map(({ label }) => label)
    expect(labels(everybody)).toEqual([...labels(nobody), ...restricted])
    expect(labels({ ...nobody, catcher: true })).toEqual([...labels(nobody), 'Catcher'])
  })

  it('finds entries by all words of the text, those that start with it first', () => {
    const entries = pageEntries('main', everybody)
    expect(matchEntries(entries, 'exec').map(({ label }) => label)).toEqual([
      'Executions',
      'Failed executions',
      'Paused executions',
    ])
    expect(matchEntries(entries, 'exec fail').map(({ label }) => label)).toEqual(['Failed executions'])
  })

  it('shows everything for no text', () => {
    const entries = pageEntries('main', everybody)
    expect(matchEntries(entries, '  ')).toEqual(entries)
  })
})
