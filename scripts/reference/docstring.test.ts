import { describe, expect, it } from 'vitest'
import { documentedConstants, readDocstring } from './docstring.ts'

describe('readDocstring', () => {
  it('takes the description and the tags apart, and joins lines that go on', () => {
    const read = readDocstring('*\n * Says\n * something.\n *\n * @argument a - the\n *   first\n * @result text\n ')
    expect(read.description).toBe('Says something.')
    expect(read.tags).toEqual([
      { tag: 'argument', text: 'a - the first' },
      { tag: 'result', text: 'text' },
    ])
  })

  it('keeps a comment of one line', () => {
    expect(readDocstring(' Says something. ')).toEqual({ description: 'Says something.', tags: [] })
  })
})

describe('documentedConstants', () => {
  it('finds constants with a comment right before them, and none other', () => {
    const source =
      "/** Other. */\nconst x = 1\n\n/** One. */\nexport const one: Filter = { name: 'one' }\nexport const two: Filter = {}\n"
    const found = documentedConstants(source)
    expect(found.map(({ constant, type, docstring }) => [constant, type, docstring.description])).toEqual([
      ['one', 'Filter', 'One.'],
    ])
    expect(found[0]?.code.startsWith("{ name: 'one' }")).toBe(true)
  })
})
