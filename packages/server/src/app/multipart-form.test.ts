import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { bytesOf } from '@countersign/core/testing'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { readMultipartForm } from './multipart-form.ts'
import { createUploadSpool } from './upload-spool.ts'

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

const directory = mkdtempSync(join(tmpdir(), 'countersign-form-'))
const spool = createUploadSpool(directory)
afterEach(() => spool.discard())
afterAll(() => rmSync(directory, { recursive: true }))

const read = (body: string, bodyBytes = 10_000, textBytes = bodyBytes, type = headers) =>
  readMultipartForm({ payload: payload(body), headers: type, spool, limits: { bodyBytes, textBytes } })

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

  it('tells files by their filename, keeps them on the disk, and takes bytes without one for text', async () => {
    const body = `${part('name="f"; filename="../a.csv"', 'x'.repeat(500), 'text/csv')}${part('name="t"', 'v', 'application/octet-stream')}--b--\r\n`
    const { fields, files } = await read(body)
    expect(fields).toEqual([{ name: 't', value: 'v' }])
    expect(files).toMatchObject([
      { name: 'f', filename: 'a.csv', size: 500, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    const [file] = files
    for (let time = 0; time < 2; time += 1) {
      expect(new TextDecoder().decode(await bytesOf(file?.open() ?? ''))).toBe('x'.repeat(500))
    }
    await spool.discard()
    expect(readdirSync(directory)).toEqual([])
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

  it('may hold files that are larger than its texts, and no texts beyond their limit', async () => {
    const file = part('name="f"; filename="a"', 'x'.repeat(500))
    expect((await read(`${file}${part('name="a"', 'y'.repeat(100))}--b--\r\n`, 10_000, 100)).fields).toHaveLength(1)
    const tooMuch = `${file}${part('name="a"', 'y'.repeat(60))}${part('name="b"', 'y'.repeat(60))}--b--\r\n`
    await expect(read(tooMuch, 10_000, 100)).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' })
    await expect(read(`${part('name="a"', 'y'.repeat(101))}--b--\r\n`, 10_000, 100)).rejects.toThrow('100 bytes')
  })

  it('that breaks off in the middle of a file leaves nothing waiting', async () => {
    const body = Buffer.from(part('name="f"; filename="a"', 'x'.repeat(500)).slice(0, 200))
    const sender = new Readable({ read() {} })
    const reading = readMultipartForm({
      payload: sender,
      headers,
      spool,
      limits: { bodyBytes: 1_000, textBytes: 1_000 },
    })
    sender.push(body)
    sender.destroy()
    await expect(reading).rejects.toMatchObject({ code: 'REQUEST_MALFORMED' })
    await spool.discard()
    expect(readdirSync(directory)).toEqual([])
  })

  it('is refused with more parts than anybody needs', async () => {
    const body = `${part('name="a"', '1').repeat(1_001)}--b--\r\n`
    await expect(read(body, 1_000_000)).rejects.toMatchObject({ code: 'REQUEST_TOO_LARGE' })
  })

  it.each([
    ['without a boundary', { 'content-type': 'multipart/form-data' }, '--b--'],
    ['that ends in the middle of a part', headers, '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nhalf'],
  ])('%s cannot be read', async (_, wrong, body) => {
    await expect(read(body, 1_000, 1_000, wrong)).rejects.toMatchObject({ code: 'REQUEST_MALFORMED' })
  })
})
