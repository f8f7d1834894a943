import { ApiError } from '@countersign/contract/client'
import { describe, expect, it } from 'vitest'
import { followStream, type StreamStatus } from './follow-stream.ts'

/** Plays connections one after the other: events, then an end, or a break where the list holds an error. */
function play(connections: readonly (readonly (string | Error)[])[]) {
  const seen: string[] = []
  const waits: number[] = []
  let opened = 0
  const finished = new Promise<void>((resolve) => {
    followStream<string>({
      async *open() {
        for (const item of connections[opened++] ?? []) {
          if (item instanceof Error) throw item
          yield item
        }
      },
      onStart: () => seen.push('<start>'),
      onEvent: (event) => seen.push(event),
      onStatus(status: StreamStatus) {
        seen.push(`[${status}]`)
        if (status === 'ended' || status === 'refused') resolve()
      },
      async wait(ms) {
        waits.push(ms)
      },
    })
  })
  return finished.then(() => ({ seen, waits }))
}

const broken = new ApiError({ status: 0, code: 'STREAM_LOST', message: 'lost' })

describe('a followed stream', () => {
  it('is live from its first event and over when it ends', async () => {
    const { seen } = await play([['a', 'b']])
    expect(seen).toEqual(['[connecting]', '<start>', '[live]', 'a', 'b', '[ended]'])
  })

  it('says that it is lost, comes back, and starts anew', async () => {
    const { seen, waits } = await play([
      ['a', broken],
      ['a', 'b'],
    ])
    expect(seen).toEqual(['[connecting]', '<start>', '[live]', 'a', '[lost]', '<start>', '[live]', 'a', 'b', '[ended]'])
    expect(waits).toEqual([1_000])
  })

  it('waits longer from try to try, at most half a minute, and starts over after an event', async () => {
    const down = Array.from({ length: 7 }, () => [broken])
    const { waits } = await play([...down, ['a', broken], ['b']])
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 1_000])
  })

  it('gives up on an answer that another try will not change', async () => {
    const gone = new ApiError({ status: 404, code: 'EXECUTION_NOT_FOUND', message: 'gone' })
    const { seen, waits } = await play([[gone]])
    expect(seen).toEqual(['[connecting]', '[refused]'])
    expect(waits).toEqual([])
  })

  it('tries again while the server is stopping', async () => {
    const stopping = new ApiError({ status: 503, code: 'SHUTTING_DOWN', message: 'stopping' })
    const { waits } = await play([[stopping], ['a']])
    expect(waits).toEqual([1_000])
  })
})
