import { describe, expect, it } from 'vitest'
import { type CaughtRequest, slackSpans, slackWords } from './caught.ts'

const request = (json: unknown, text: string | null = null): CaughtRequest => ({
  id: '1',
  at: '2026-11-24T00:00:00Z',
  kind: 'slack',
  method: 'POST',
  path: '/slack',
  headers: {},
  contentType: 'application/json',
  text,
  json,
  parts: [],
})

describe('a caught Slack message', () => {
  it('has a channel and a text', () => {
    expect(slackWords(request({ channel: '#hr', text: 'Hi' }))).toEqual({ channel: '#hr', text: 'Hi' })
  })

  it('is shown as it came when it is no payload', () => {
    expect(slackWords(request(undefined, 'oops'))).toEqual({ channel: null, text: 'oops' })
  })
})

describe('the markup of a Slack message', () => {
  it('knows bold words and addresses', () => {
    expect(slackSpans('*Dates*: today\nApprove: http://localhost:8080/ui/x')).toEqual([
      { kind: 'bold', text: 'Dates' },
      { kind: 'plain', text: ': today\nApprove: ' },
      { kind: 'link', text: 'http://localhost:8080/ui/x', href: 'http://localhost:8080/ui/x' },
    ])
  })

  it('knows addresses with words, and makes no link of anything but http', () => {
    expect(slackSpans('<https://a.example|here> javascript:alert(1)')).toEqual([
      { kind: 'link', text: 'here', href: 'https://a.example' },
      { kind: 'plain', text: ' javascript:alert(1)' },
    ])
  })
})
