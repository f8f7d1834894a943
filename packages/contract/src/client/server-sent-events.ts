/** One event of a stream. Kestra carries the kind of an event in `id` and never sends `event` (observed/api.md H77). */
export interface ServerSentEvent {
  readonly id: string
  readonly event: string
  readonly data: string
}

/** Takes the text of a stream in pieces of any size and gives back the events that each piece completed. */
export interface ServerSentEventParser {
  push(chunk: string): readonly ServerSentEvent[]
}

/**
 * A parser of `text/event-stream` (HTML standard 9.2.6): lines end with LF, CR or CRLF, also when a piece ends between CR
 * and LF; comments are skipped, `data` lines joined with LF. An event that the stream ends in the middle of is dropped.
 */
export function createServerSentEventParser(): ServerSentEventParser {
  let rest = ''
  let atStart = true
  let afterCarriageReturn = false
  let id = ''
  let event = ''
  let data: string[] = []

  function takeLine(line: string): ServerSentEvent | null {
    if (line === '') {
      const complete = data.length === 0 ? null : { id, event: event === '' ? 'message' : event, data: data.join('\n') }
      event = ''
      data = []
      return complete
    }
    const colon = line.indexOf(':')
    if (colon === 0) return null
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (name === 'data') data.push(value)
    else if (name === 'event') event = value
    else if (name === 'id' && !value.includes('\0')) id = value
    return null
  }

  return {
    push(chunk) {
      let text = chunk
      if (atStart && text !== '') {
        atStart = false
        if (text.startsWith('\uFEFF')) text = text.slice(1)
      }
      if (afterCarriageReturn && text.startsWith('\n')) text = text.slice(1)
      if (chunk !== '') afterCarriageReturn = chunk.endsWith('\r')
      const lines = (rest + text).split(/\r\n|\r|\n/)
      rest = lines.pop() ?? ''
      return lines.map(takeLine).filter((complete) => complete !== null)
    },
  }
}

/** The part of a byte stream that reading needs; a `Response`'s body fits. */
export interface ByteStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
    cancel(): Promise<void>
  }
}

/**
 * Reads the events of a stream until it ends; leaving the loop early closes the connection. Rejects when the connection
 * breaks.
 */
export async function* readServerSentEvents(body: ByteStream): AsyncGenerator<ServerSentEvent, void, void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const parser = createServerSentEventParser()
  let ended = false
  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) {
        ended = true
        return
      }
      if (value !== undefined) yield* parser.push(decoder.decode(value, { stream: true }))
    }
  } finally {
    // A failing cancel adds nothing: the stream is given up either way.
    if (!ended) await reader.cancel().catch(() => undefined)
  }
}
