import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readMultipartForm } from './multipart-form.ts'

const headers = { 'content-type': 'multipart/form-data; boundary=b' }

function part(disposition: string, content: string, type?: string): string {
  const typeLine = type === undefined ? '' : `content-type: ${type}\r\n`
  return `--b\r\ncontent-disposition: form-data; ${disposition}\r\n${typeLine}\r\n${content}\r\n`
}

/** The body in pieces of a few bytes, as a slow client sends it. */
function payload(body: string, size = 7): Readable {
  const bytes = Buffer.from(body)
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
  return Readable.from(pieces, { objectMode: false })
}

const read = (body: string, limit = 10_000) => readMultipartForm({ payload: payload(body), headers, limit })

describe('a multipart body', () => {
  it('keeps texts in order, repeated names and dotted names as they are', async () => {
    const body = `${part('name="a"', 'ä\nb')}${part('name="a"', '')}${part('name="x.y"', '1', 'application/json')}--b--\r\n`
    expect(await read(body)).toEqual({
      fields: [
        { name: 'a', value: 'ä\nb' },
        { name: 'a', value: '' },
        { name: 'x.y', value: '1' },
      ],
      files: [],
    })
  })

  it('tells files by their filename, reads over them, and takes bytes without one for text', async () => {
    const body = `${part('name="f"; filename="../a.csv"', 'x'.repeat(500), 'text/csv')}${part('name="t"', 'v', 'application/octet-stream')}--b--\r\n`
    expect(await read(body)).toEqual({
      fields: [{ name: 't', value: 'v' }],
      files: [{ name: 'f', filename: 'a.csv' }],
    })
  })

  it('may be empty', async () => {
    expect(await read('--b--\r\n')).toEqual({ fields: [], files: [] })
  })

  it('is refused at the first byte beyond the limit', async () => {
    const body = `${part('name="a"', 'x'.repeat(200))}--b--\r\n`
    const { length } = Buffer.from(body)
    expect((await read(body, length)).fields).toHaveLength(1)
    await expect(read(body, length - 1)).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' })
  })

  it('is refused with more parts than anybody needs', async () => {
    const body = `${part('name="a"', '1').repeat(1_001)}--b--\r\n`
    await expect(read(body, 1_000_000)).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' })
  })

  it.each([
    ['without a boundary', { 'content-type': 'multipart/form-data' }, '--b--'],
    ['that ends in the middle of a part', headers, '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nhalf'],
  ])('%s cannot be read', async (_, wrong, body) => {
    const reading = readMultipartForm({ payload: payload(body), headers: wrong, limit: 1_000 })
    await expect(reading).rejects.toMatchObject({ code: 'REQUEST_MALFORMED' })
  })
})
