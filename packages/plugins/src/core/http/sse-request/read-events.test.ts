import { toJsonText } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { readEvents } from './read-events.ts'

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size)
}

describe('Events of a stream', () => {
  it.each([1, 2, 3, 1_000])('are the same in pieces of %i bytes', async (size) => {
    const text =
      ': note\r\n\r\nid: 7\revent:tick\ndata: zwölf\r\ndata\ndata:  x\n\nretry: 5\n\ndata: {"a": [1]}\r\rdata: cut off\n'
    expect(await readEvents(pieces(text, size))).toEqual([
      { id: '7', name: 'tick', data: 'zwölf\n\n x' },
      { data: { a: [1] } },
    ])
  })

  it('keep the digits of the numbers in their data', async () => {
    const [event] = await readEvents(pieces('data: {"id": 9007199254740993, "share": 1.0}\n\n', 100))
    expect(toJsonText(event?.data ?? null)).toBe('{"id":9007199254740993,"share":1.0}')
  })

  it('end when the stream does, or when there are enough', async () => {
    const text = 'data: 1\n\ndata: 2\n\ndata: 3\r\r'
    expect(await readEvents(pieces(text, 5))).toEqual([{ data: 1 }, { data: 2 }, { data: 3 }])
    expect(await readEvents(pieces(text, 5), 2)).toEqual([{ data: 1 }, { data: 2 }])
    expect(await readEvents(pieces('', 5))).toEqual([])
  })
})
