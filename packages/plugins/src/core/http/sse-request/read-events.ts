import { parseJson, type Value, type ValueMap } from '@countersign/plugin-sdk'

/** Lines of a stream end in CR LF, LF or CR. A CR at the end of a piece may be half of one. */
const LINE_END = /\r\n|\n|\r(?!$)/

/**
 * Reads Server-Sent Events (WHATWG HTML, 9.2) until the stream ends or `max` have come. Data that is JSON is read. An event that
 * the stream breaks off in the middle of is none.
 */
export async function readEvents(body: AsyncIterable<Uint8Array>, max = Number.POSITIVE_INFINITY): Promise<ValueMap[]> {
  const events: ValueMap[] = []
  let fields: Field[] = []
  for await (const line of linesOf(body)) {
    if (line !== '') {
      fields.push(fieldOf(line))
      continue
    }
    const event = eventOf(fields)
    fields = []
    if (event !== undefined) events.push(event)
    if (events.length >= max) break
  }
  return events
}

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of body) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split(LINE_END)
    rest = lines.pop() ?? ''
    yield* lines
  }
  // What the last piece held back, when it was a whole line.
  if (rest.endsWith('\r')) yield rest.slice(0, -1)
}

interface Field {
  readonly name: string
  readonly value: string
}

/** `name: value`; a line that begins with a colon is a comment, a field without a name. */
function fieldOf(line: string): Field {
  const colon = line.indexOf(':')
  if (colon === -1) return { name: line, value: '' }
  return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') }
}

/** Without `data` it is no event. */
function eventOf(fields: readonly Field[]): ValueMap | undefined {
  const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value)
  if (data.length === 0) return undefined
  const last = (wanted: string) => fields.findLast(({ name }) => name === wanted)?.value
  const id = last('id')
  const name = last('event')
  return {
    data: readJson(data.join('\n')),
    ...(id === undefined || id.includes('\0') ? {} : { id }),
    ...(name === undefined || name === '' ? {} : { name }),
  }
}

function readJson(text: string): Value {
  try {
    return parseJson(text)
  } catch {
    return text
  }
}
