import { describe, expect, it } from 'vitest'
import { createServerSentEventParser, readServerSentEvents, type ServerSentEvent } from './server-sent-events.ts'

const stream =
  '\uFEFF: ping\n\nid: start\ndata: {"id":"é"}\n\nid:progress\r\ndata: {"a":\r\ndata: 1}\r\nretry: 10\r\n\r\n' +
  'event: odd\rid: end\rdata:  two blanks\r\rid: lost\ndata: never finished'

const expected: readonly ServerSentEvent[] = [
  { id: 'start', event: 'message', data: '{"id":"é"}' },
  { id: 'progress', event: 'message', data: '{"a":\n1}' },
  { id: 'end', event: 'odd', data: ' two blanks' },
]

function parseIn(pieces: readonly string[]): readonly ServerSentEvent[] {
  const parser = createServerSentEventParser()
  return pieces.flatMap((piece) => parser.push(piece))
}

describe('the parser of event streams', () => {
  it('reads events, comments, all line ends and several data lines', () => {
    expect(parseIn([stream])).toEqual(expected)
  })

  it('gives the same whatever the pieces, also between CR and LF', () => {
    for (let size = 1; size <= 7; size += 1) {
      const pieces = Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
        stream.slice(index * size, (index + 1) * size),
      )
      expect(parseIn(pieces), `pieces of ${size}`).toEqual(expected)
    }
    for (let at = 0; at <= stream.length; at += 1) {
      expect(parseIn([stream.slice(0, at), '', stream.slice(at)]), `split at ${at}`).toEqual(expected)
    }
  })

  it('gives nothing for a comment and for an event without data', () => {
    expect(parseIn([': ping\n\n', 'id: start\n\n'])).toEqual([])
  })
})

describe('reading a stream of bytes', () => {
  it('puts characters together that were split between pieces', async () => {
    const bytes = new TextEncoder().encode('id: a\ndata: é€\n\n')
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const events: ServerSentEvent[] = []
    for await (const event of readServerSentEvents(body)) events.push(event)
    expect(events).toEqual([{ id: 'a', event: 'message', data: 'é€' }])
  })

  it('closes the connection when the reader leaves early', async () => {
    let cancelled = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new TextEncoder().encode('id: a\ndata: 1\n\n'))
      },
      cancel() {
        cancelled = true
      },
    })
    for await (const event of readServerSentEvents(body)) {
      expect(event.data).toBe('1')
      break
    }
    expect(cancelled).toBe(true)
  })
})
