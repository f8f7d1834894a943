import { describe, expect, it } from 'vitest'
import { type CaughtRequest, chatSpans, chatWords } from './caught.ts'

const request = (json: unknown, body: string | null = null): CaughtRequest => ({
  id: '1',
  at: '2026-11-24T00:00:00Z',
  summary: '',
  links: [],
  kind: 'slack',
  method: 'POST',
  path: '/slack',
  headers: {},
  contentType: 'application/json',
  body,
  json,
  fields: [],
})

describe('a caught chat message', () => {
  it('has a channel and a text', () => {
    expect(chatWords(request({ channel: '#hr', text: 'Hi' }))).toEqual({ channel: '#hr', text: 'Hi' })
  })

  it('is shown as it came when it is no payload', () => {
    expect(chatWords(request(undefined, 'oops'))).toEqual({ channel: null, text: 'oops' })
  })
})

describe('the markup of a chat message', () => {
  it('knows bold words and addresses', () => {
    expect(chatSpans('*Dates*: today\nApprove: http://localhost:8080/ui/x')).toEqual([
      { kind: 'bold', text: 'Dates' },
      { kind: 'plain', text: ': today\nApprove: ' },
      { kind: 'link', text: 'http://localhost:8080/ui/x', href: 'http://localhost:8080/ui/x' },
    ])
  })

  it('knows addresses with words, and makes no link of anything but http', () => {
    expect(chatSpans('<https://a.example|here> javascript:alert(1)')).toEqual([
      { kind: 'link', text: 'here', href: 'https://a.example' },
      { kind: 'plain', text: ' javascript:alert(1)' },
    ])
  })
})
