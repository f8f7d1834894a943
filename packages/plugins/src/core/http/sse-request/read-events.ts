import type { Value, ValueMap } from '@countersign/plugin-sdk'
import { createParser } from 'eventsource-parser'

/** Reads events until the stream ends or `max` have come. Data that is JSON is read. */
export async function readEvents(body: AsyncIterable<Uint8Array>, max = Number.POSITIVE_INFINITY): Promise<ValueMap[]> {
  const events: ValueMap[] = []
  const parser = createParser({
    onEvent({ data, id, event }) {
      if (events.length >= max) return
      events.push({
        data: readJson(data),
        ...(id === undefined ? {} : { id }),
        ...(event === undefined ? {} : { name: event }),
      })
    },
  })
  const decoder = new TextDecoder()
  for await (const piece of body) {
    parser.feed(decoder.decode(piece, { stream: true }))
    if (events.length >= max) break
  }
  return events
}

function readJson(text: string): Value {
  try {
    // JSON holds nothing but null, booleans, numbers, texts, lists and maps.
    return JSON.parse(text) as Value
  } catch {
    return text
  }
}
