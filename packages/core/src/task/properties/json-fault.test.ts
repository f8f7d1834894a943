import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from './json-fault.ts'

describe('findJsonFault', () => {
  it.each([
    ['', 1, 1, 'it ends where a value should be'],
    ['{"a": "x\ny"}', 1, 9, 'a line break or control character inside a text must be escaped, such as \\n'],
    [
      '{\n  "text": "say "hi""\n}',
      2,
      17,
      'a comma or a closing brace should be here; a double quote inside a text must be written as \\"',
    ],
    [
      '{"a": 1,}',
      1,
      9,
      'a member name in double quotes should be here (a comma before a closing brace is one too many)',
    ],
    ['{"a" 1}', 1, 6, 'a colon should follow the member name'],
    [
      '{"a": hello}',
      1,
      7,
      'a value should be here: a text in double quotes, a number, true, false, null, a list or a map',
    ],
    ['{"a": "C:\\x"}', 1, 10, 'this escape does not exist in JSON; a backslash itself is written as \\\\'],
    ['{"a": 1} {', 1, 10, 'there is more text after the end of the JSON'],
    ['["a', 1, 2, 'the text that starts here has no closing double quote'],
    ['[1 2]', 1, 4, 'a comma or a closing bracket should be here; a double quote inside a text must be written as \\"'],
    ['[01]', 1, 3, 'a comma or a closing bracket should be here; a double quote inside a text must be written as \\"'],
  ])('says where %j stops being JSON', (text, line, column, problem) => {
    expect(findJsonFault(text)).toEqual({ line, column, problem })
  })

  it('ends on any text that JSON.parse refuses, with a place inside it', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('"', '\n', '}', ',', '\\', 'x'))
      .map(([text, at, noise]) => {
        const cut = at % (text.length + 1)
        return text.slice(0, cut) + noise + text.slice(cut)
      })
    fc.assert(
      fc.property(broken, (text) => {
        try {
          JSON.parse(text)
          return
        } catch {
          const fault = findJsonFault(text)
          expect(fault.problem).not.toBe('it is no JSON')
          expect(fault.line).toBeLessThanOrEqual(text.split('\n').length)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
