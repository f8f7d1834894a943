import type { CaughtMessage } from '@countersign/contract'

/** A mail that was caught. */
export type CaughtLetter = Extract<CaughtMessage, { kind: 'mail' }>

/** A request that was caught: to a chat, to the HR system, or to anything else. */
export type CaughtRequest = Exclude<CaughtMessage, CaughtLetter>

/** What a chat message would show: its channel and its text. */
export interface ChatWords {
  readonly channel: string | null
  readonly text: string
}

/** Reads the payload of an incoming webhook; one that is none is shown as it came. */
export function chatWords(message: CaughtRequest): ChatWords {
  const payload: unknown = message.json
  if (typeof payload !== 'object' || payload === null) return { channel: null, text: message.body ?? '' }
  const channel = 'channel' in payload && typeof payload.channel === 'string' ? payload.channel : null
  const text = 'text' in payload && typeof payload.text === 'string' ? payload.text : (message.body ?? '')
  return { channel, text }
}

/** A stretch of a chat message: plain, bold, or an address. */
export interface ChatSpan {
  readonly kind: 'plain' | 'bold' | 'link'
  readonly text: string
  readonly href?: string
}

const SPAN = /<(https?:\/\/[^|>\s]+)(?:\|([^>]+))?>|(https?:\/\/[^\s<>]+)|\*([^*\n]+)\*/g

/** Splits the markup of chats: `*bold*`, `<address|words>` and bare addresses. Only http and https become links. */
export function chatSpans(text: string): readonly ChatSpan[] {
  const spans: ChatSpan[] = []
  let end = 0
  const plain = (until: number) => {
    if (until > end) spans.push({ kind: 'plain', text: text.slice(end, until) })
  }
  for (const match of text.matchAll(SPAN)) {
    plain(match.index)
    const [whole, marked, words, bare, bold] = match
    const href = marked ?? bare
    if (href !== undefined) spans.push({ kind: 'link', text: words ?? href, href })
    else spans.push({ kind: 'bold', text: bold ?? '' })
    end = match.index + whole.length
  }
  plain(text.length)
  return spans
}
