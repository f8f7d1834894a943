import { describe, expect, it } from 'vitest'
import { slackMessageOf } from './slack-text.ts'

describe('The text of a message to Slack', () => {
  it.each([
    ['**Bold** and __slanted__', '*Bold* and _slanted_'],
    ['see [the page](https://example.org/a?b=1)', 'see <https://example.org/a?b=1|the page>'],
    ['*as it is* [no link] (x)', '*as it is* [no link] (x)'],
    ['{ no JSON', '{ no JSON'],
    ['"text"', '"text"'],
  ])('puts the Markdown %j in the words of Slack', (markdown, text) => {
    expect(JSON.parse(slackMessageOf(markdown))).toEqual({ text })
  })

  it('may be a whole message in JSON', () => {
    expect(slackMessageOf('{"blocks": []}')).toBe('{"blocks": []}')
  })
})
