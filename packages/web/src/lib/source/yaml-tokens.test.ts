import { describe, expect, it } from 'vitest'
import { yamlTokens } from './yaml-tokens.ts'

const kinds = (line: string) => yamlTokens(line).map(({ kind, text }) => `${kind}:${text}`)

describe('tokens of a YAML line', () => {
  it('tell a key from its value', () => {
    expect(kinds('  - id: gate')).toEqual(['text:  - ', 'key:id:', 'text: gate'])
    expect(kinds('tasks:')).toEqual(['key:tasks:'])
  })

  it('see expressions inside of texts', () => {
    expect(kinds('message: "Hi {{ inputs.name }}!"')).toEqual([
      'key:message:',
      'text: "Hi ',
      'expression:{{ inputs.name }}',
      'text:!"',
    ])
  })

  it('see literals and comments', () => {
    expect(kinds('retries: 3 # enough')).toEqual(['key:retries:', 'literal: 3 ', 'comment:# enough'])
    expect(kinds('# all of it')).toEqual(['comment:# all of it'])
  })

  it('take no sign inside quotes or words for a comment', () => {
    expect(kinds('channel: "#vacation"')).toEqual(['key:channel:', 'text: "#vacation"'])
    expect(kinds('uri: http://x/#a')).toEqual(['key:uri:', 'text: http://x/#a'])
    expect(kinds("note: don't # really")).toEqual(['key:note:', "text: don't ", 'comment:# really'])
  })

  it('lose nothing of the line', () => {
    for (const line of ['', '   ', 'a: b: c', '- - x', '{{ a }} # b', '"quoted key": 1', "'open", 'url: "a"#b']) {
      expect(
        yamlTokens(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line)
    }
  })
})
