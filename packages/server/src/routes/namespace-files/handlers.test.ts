import { type FileAttributes, routes } from '@countersign/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

let count = 0
let base = ''
beforeEach(() => {
  count += 1
  base = `/api/v1/main/namespaces/rec.files${count}/files`
})

const get = (path: string) => test.send({ url: `${base}${path}` })
const put = (path: string, content: string, filename = 'a.txt') =>
  test.send({ method: 'POST', url: `${base}?path=${path}`, form: { fileContent: { filename, content } } })

describe('files of a namespace', () => {
  it('are stored in versions and downloaded, never shown (R-nsfiles-post, -get, -revisions)', async () => {
    expect((await put('/dir/a.txt', 'first text')).statusCode).toBe(200)
    expect((await put('dir/a.txt', '<script>2')).statusCode).toBe(200)
    const answer = await get('?path=/dir/a.txt')
    expect([answer.statusCode, answer.body]).toEqual([200, '<script>2'])
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="a.txt"; filename*=UTF-8''a.txt`,
      'content-length': '9',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    })
    expect((await get('?path=/dir/a.txt&revision=1')).body).toBe('first text')
    expect((await get('?path=/dir/a.txt&revision=3')).statusCode).toBe(404)
    const revisions = await get('/revisions?path=/dir/a.txt')
    expect(expectAnswer(routes.namespaceFiles.revisions, 200, revisions)).toEqual([{ revision: 1 }, { revision: 2 }])
  })

  it('are listed as a tree (R-nsfiles-directory, -stats, -search)', async () => {
    await put('/dir/a.txt', 'twelve bytes')
    await test.send({ method: 'POST', url: `${base}/directory?path=/new` })
    const root = await get('/directory?path=/')
    expectAnswer(routes.namespaceFiles.list, 200, root)
    expect(root.json().map(({ type, fileName, size }: FileAttributes) => [type, fileName, size])).toEqual([
      ['Directory', 'dir', 0],
      ['Directory', 'new', 0],
    ])
    const [file] = (await get('/directory?path=/dir')).json()
    expect(file).toMatchObject({ type: 'File', size: 12, fileName: 'a.txt', metadata: {} })
    expect(expectAnswer(routes.namespaceFiles.stats, 200, await get('/stats?path=/dir/a.txt'))).toEqual(file)
    expect(expectAnswer(routes.namespaceFiles.stats, 200, await get('/stats'))).toMatchObject({ fileName: '_files' })
    expect(expectAnswer(routes.namespaceFiles.list, 200, await get('/directory?path=/new'))).toEqual([])
    expect(expectAnswer(routes.namespaceFiles.search, 200, await get('/search?q=a.t'))).toEqual(['/dir/a.txt'])
    expect((await get('/directory?path=/nope')).statusCode).toBe(404)
    expect((await get('/stats?path=/nope')).statusCode).toBe(404)
  })

  it('are moved and deleted (R-nsfiles-move, -delete-unknown)', async () => {
    await put('/dir/a.txt', 'x')
    const move = (from: string, to: string) => test.send({ method: 'PUT', url: `${base}?from=${from}&to=${to}` })
    expect((await move('/dir/a.txt', '/dir/b.txt')).statusCode).toBe(200)
    expect((await move('/dir/a.txt', '/c.txt')).statusCode).toBe(404)
    expect((await get('?path=/dir/b.txt')).body).toBe('x')
    for (const path of ['/dir', '/dir', '/nope']) {
      expect((await test.send({ method: 'DELETE', url: `${base}?path=${path}` })).statusCode).toBe(200)
    }
    expect((await get('/search')).json()).toEqual([])
  })

  it.each([
    ['?path=/nope.txt', 404, 'FILE_NOT_FOUND'],
    ['', 400, 'REQUEST_MALFORMED'],
    ['?path=/_flows/x.yml', 422, 'FILE_URI_INVALID'],
    ['?path=/../../etc/passwd', 422, 'FILE_URI_INVALID'],
  ])('GET %s is %i (R-nsfiles)', async (path, status, code) => {
    const answer = await get(path)
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
  })

  it('cannot be written without the part, under reserved names or through the parent', async () => {
    const without = await test.send({ method: 'POST', url: `${base}?path=a`, form: { other: 'x' } })
    expect([without.statusCode, without.json().fields[0].field]).toEqual([422, 'fileContent'])
    expect((await put('/_flows/x.yml', 'id: x')).statusCode).toBe(422)
    expect((await put('/../x', 'x')).statusCode).toBe(422)
    expect((await get('/search')).json()).toEqual([])
  })

  it('ask for permissions of their own, and leave traces in the audit log', async () => {
    await put('a.txt', 'x')
    const [event] = (await test.storage.audit.search('main', {}, null, 1)) ?? []
    expect(event).toMatchObject({ action: 'file.written', target: { kind: 'file', id: 'a.txt' } })
    expect((await test.send({ url: `${base}?path=a.txt`, as: null })).statusCode).toBe(401)
  })
})
