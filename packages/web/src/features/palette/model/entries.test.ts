import { describe, expect, it } from 'vitest'
import { matchEntries, pageEntries } from './entries.ts'

describe('the palette', () => {
  it('offers every page, the catcher in a demo only', () => {
    expect(pageEntries('main', false).map(({ label }) => label)).not.toContain('Catcher')
    expect(pageEntries('main', true).map(({ label }) => label)).toContain('Catcher')
  })

  it('finds entries by all words of the text, those that start with it first', () => {
    const entries = pageEntries('main', false)
    expect(matchEntries(entries, 'exec').map(({ label }) => label)).toEqual([
      'Executions',
      'Failed executions',
      'Paused executions',
    ])
    expect(matchEntries(entries, 'exec fail').map(({ label }) => label)).toEqual(['Failed executions'])
  })

  it('shows everything for no text', () => {
    const entries = pageEntries('main', false)
    expect(matchEntries(entries, '  ')).toEqual(entries)
  })
})
