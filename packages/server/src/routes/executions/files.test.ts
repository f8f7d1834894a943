import { routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp
let id = ''
let uri = ''

beforeAll(async () => {
  test = await createTestApp()
  await test.saveFlow(`
id: writer
namespace: rec.exec
inputs: [{ id: content, type: STRING, defaults: "line one\\nline two\\n" }, { id: extension, type: STRING, defaults: .txt }]
tasks:
  - { id: w, type: io.kestra.plugin.core.storage.Write, content: "{{ inputs.content }}", extension: "{{ inputs.extension }}" }
  - { id: r, type: io.kestra.plugin.core.storage.Concat, files: ["{{ outputs.w.uri }}"] }
`)
  ;({ id, uri } = await write())
})
afterAll(() => test.close())

async function write(form: Readonly<Record<string, string>> = {}) {
  const started = await test.start('rec.exec/writer', form)
  await test.idle()
  const { taskRunList } = (await test.send({ url: `/api/v1/main/executions/${started}` })).json()
  return { id: started, uri: String(taskRunList[0].outputs.uri) }
}

const get = (what: string, path: string, execution = id) =>
  test.send({ url: `/api/v1/main/executions/${execution}/${what}path=${encodeURIComponent(path)}` })

describe('a file of an execution', () => {
  it('is a download, whatever is in it', async () => {
    const answer = await get('file?', uri)
    expect([answer.statusCode, answer.body]).toEqual([200, 'line one\nline two\n'])
    expect(answer.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(/^attachment; filename="content.txt"/),
      'content-length': '18',
    })
  })

  it('has a size and a preview (M-files-eval-metas, -preview, -preview-maxRows)', async () => {
    expect(expectAnswer(routes.executions.fileMetas, 200, await get('file/metas?', uri))).toEqual({ size: 18 })
    expect(expectAnswer(routes.executions.filePreview, 200, await get('file/preview?', uri))).toEqual({
      extension: 'txt',
      type: 'TEXT',
      content: 'line one\nline two',
      maxLine: 100,
      truncated: false,
    })
    const first = await get('file/preview?maxRows=1&', uri)
    expect(first.json()).toMatchObject({ content: 'line one\n', maxLine: 1, truncated: true })
  })

  it('is previewed by its kind', async () => {
    const records = await write({ content: '{a:1}\n{"b":[2]}\n', extension: '.ion' })
    const list = await get('file/preview?', records.uri, records.id)
    expect(list.json()).toMatchObject({ type: 'LIST', content: [{ a: 1 }, { b: [2] }] })
    const image = await write({ content: '<svg onload="x"/>', extension: '.svg' })
    const shown = await get('file/preview?', image.uri, image.id)
    expect(shown.json()).toMatchObject({ type: 'IMAGE', content: Buffer.from('<svg onload="x"/>').toString('base64') })
    const page = await write({ content: '# Title', extension: '.md' })
    expect((await get('file/preview?', page.uri, page.id)).json()).toMatchObject({ type: 'MARKDOWN' })
  })

  it('of another execution leads there', async () => {
    const other = await write()
    const answer = await get('file?', other.uri)
    expect(answer.statusCode).toBe(301)
    const there = await test.send({ url: String(answer.headers.location) })
    expect([there.statusCode, there.body]).toEqual([200, 'line one\nline two\n'])
    expect((await get('file/metas?', other.uri)).statusCode).toBe(422)
  })

  it.each([
    ['file/preview?encoding=foo&', () => uri, 422, 'REQUEST_INVALID'],
    ['file?', () => 'kestra:///etc/passwd', 422, 'FILE_URI_INVALID'],
    ['file?', () => `${uri}/../../x`, 422, 'FILE_URI_INVALID'],
    ['file?', () => '/etc/passwd', 422, 'FILE_URI_INVALID'],
    ['file?', () => `${uri}x`, 404, 'FILE_NOT_FOUND'],
    ['file?', () => '', 400, 'REQUEST_MALFORMED'],
  ])('%s is refused where it must be (M-files-eval)', async (what, path, status, code) => {
    const answer = await get(what, path())
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(answer.body).not.toContain('/tmp/')
  })

  it('of an unknown execution is not found', async () => {
    expect((await get('file?', uri, 'nope')).statusCode).toBe(404)
  })
})

describe('measurements', () => {
  it('are listed by execution and task, in pages', async () => {
    const before = await test.send({ url: `/api/v1/main/metrics/${id}` })
    expect(expectAnswer(routes.metrics.list, 200, before)).toEqual({ results: [], total: 0 })
    await test.saveFlow(
      '{ id: counts, namespace: rec.exec, tasks: [{ id: d, type: io.kestra.plugin.core.namespace.DeleteFiles, namespace: rec.exec, files: nope }] }',
    )
    const counted = await test.start('rec.exec/counts')
    await test.idle()
    const url = `/api/v1/main/metrics/${counted}`
    const page = expectAnswer(routes.metrics.list, 200, await test.send({ url }))
    expect(page).toMatchObject({ total: 1, results: [{ taskId: 'd', type: 'counter', name: 'deleted', value: 0 }] })
    expect((await test.send({ url: `${url}?page=2` })).json()).toMatchObject({ results: [], total: 1 })
    expect((await test.send({ url: `${url}?taskId=other` })).json()).toEqual({ results: [], total: 0 })
    expect((await test.send({ url: '/api/v1/main/metrics/nope' })).json()).toEqual({ results: [], total: 0 })
  })
})
