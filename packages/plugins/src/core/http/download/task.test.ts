import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { ValueMap } from '@countersign/plugin-sdk'
import { runTask } from '@countersign/plugin-sdk/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LoopbackServer, startLoopbackServer } from '../../../testing/loopback-server.ts'
import { createStoredFiles } from '../../../testing/stored-files.ts'
import { download } from './task.ts'

const { storage, text } = createStoredFiles()
let server: LoopbackServer
beforeAll(async () => {
  server = await startLoopbackServer()
})
afterAll(() => server.close())
beforeEach(() => server.reset())

const run = (properties: ValueMap, path = '/files/list.csv') =>
  runTask(download, { uri: server.url + path, ...properties }, { context: { storage } })
const nameOf = (uri: unknown) => String(uri).split('/').at(-1)

describe('http.Download', () => {
  it('stores the answer and gives what is known of it', async () => {
    server.answer({ status: 200, headers: { 'content-type': 'text/csv' }, body: 'a,ü\n' })
    const { outputs, metrics } = await run({})
    expect(outputs).toMatchObject({ code: 200, length: 5, headers: { 'content-type': ['text/csv'] } })
    expect(await text(outputs.uri)).toBe('a,ü\n')
    expect(nameOf(outputs.uri)).toBe('download.csv')
    expect(metrics).toMatchObject([{ name: 'response.length', value: 5 }])
  })

  it.each([
    ['attachment; filename="report 1.pdf"', 'report%201.pdf'],
    ['attachment; filename=report.pdf', 'report.pdf'],
    ["attachment; filename*=UTF-8''gr%C3%BC%C3%9Fe.txt", 'gr%C3%BC%C3%9Fe.txt'],
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    ['attachment; filename=".."', 'download.csv'],
    ['inline', 'download.csv'],
  ])('%s makes the name %s', async (disposition, expected) => {
    server.answer({ status: 200, headers: { 'content-disposition': disposition }, body: 'x' })
    const { outputs } = await run({})
    expect(nameOf(outputs.uri)).toBe(expected)
  })

  it('takes the name that the flow gives', async () => {
    server.answer({ status: 200, body: 'x' })
    expect((await run({ saveAs: 'my/list.csv' })).outputs.uri).toMatch(/\/my\/list\.csv$/)
  })

  it('unpacks what came packed', async () => {
    server.answer({ status: 200, headers: { 'content-encoding': 'gzip' }, body: server.gzip('packed text') })
    const { outputs } = await run({})
    expect(await text(outputs.uri)).toBe('packed text')
    expect(outputs.length).toBe(11)
  })

  it('takes an answer without content for empty, although the server calls it packed', async () => {
    const headers = { 'content-encoding': 'gzip' }
    server.answer({ status: 200, headers }, { status: 200, headers })
    expect((await run({})).failure).toMatchObject({ code: 'HTTP_EMPTY' })
    const { outputs } = await run({ failOnEmptyResponse: false })
    expect(outputs).toMatchObject({ code: 200, length: 0 })
    expect(await text(outputs.uri)).toBe('')
  })

  it.each([
    ['gzip', Buffer.from('no gzip at all')],
    ['gzip', gzipSync('cut short').subarray(0, -4)],
    ['br', Buffer.from('no brotli at all')],
    ['rot13', Buffer.from('content')],
  ])('says that content in the coding %s is broken or unknown', async (coding, body) => {
    server.answer({ status: 200, headers: { 'content-encoding': coding }, body })
    const { failure } = await run({})
    expect(failure).toMatchObject({ code: 'HTTP_RESPONSE_UNREADABLE', retryable: true })
    expect(failure?.message).toContain(coding)
  })

  it('undoes several codings, last first', async () => {
    const body = brotliCompressSync(gzipSync('packed twice'))
    server.answer({ status: 200, headers: { 'content-encoding': 'gzip, br' }, body })
    expect(await text((await run({})).outputs.uri)).toBe('packed twice')
  })

  it('tells a server that falls silent within packed content from broken content', async () => {
    const body = gzipSync('cut short').subarray(0, 12)
    server.answer({ status: 200, headers: { 'content-encoding': 'gzip' }, body, unfinished: true })
    const { failure } = await run({ options: { timeout: { readIdleTimeout: 'PT0.05S' } } })
    expect(failure).toMatchObject({ code: 'HTTP_NO_ANSWER', retryable: true })
    expect(failure?.message).toContain('the server was silent for 50 ms')
  })

  it('keeps nothing of packed content that unfolds to more than the flow allows', async () => {
    const before = await storage.list('main', 'kestra:///')
    const headers = { 'content-encoding': 'gzip' }
    server.answer({ status: 200, headers, body: server.gzip('x'.repeat(100_000)) })
    const outcome = await run({ saveAs: 'unfolded', options: { maxContentLength: 10_000 } })
    expect(outcome.failure).toMatchObject({ code: 'HTTP_RESPONSE_TOO_LARGE', retryable: false })
    expect(await storage.list('main', 'kestra:///')).toEqual(before)
  })

  it('fails by a refusal, unless the flow allows it', async () => {
    server.answer({ status: 404, body: 'no' }, { status: 404, body: 'no' })
    expect((await run({})).failure).toMatchObject({ code: 'HTTP_STATUS' })
    expect((await run({ options: { allowFailed: true } })).outputs).toMatchObject({ code: 404, length: 2 })
  })

  it('fails by an empty answer, unless the flow allows it', async () => {
    expect((await run({})).failure).toMatchObject({ code: 'HTTP_EMPTY' })
    expect((await run({ failOnEmptyResponse: false })).outputs).toMatchObject({ length: 0 })
  })

  it('keeps nothing of an answer that is larger than the flow allows', async () => {
    const before = await storage.list('main', 'kestra:///')
    server.answer({ status: 200, body: 'x'.repeat(1_000) })
    const outcome = await run({ saveAs: 'large', options: { maxContentLength: 999 } })
    expect(outcome.failure).toMatchObject({ code: 'HTTP_RESPONSE_TOO_LARGE', retryable: false })
    expect(await storage.list('main', 'kestra:///')).toEqual(before)
  })

  it('says so when nothing answers', async () => {
    const outcome = await runTask(download, { uri: 'http://127.0.0.1:1/x' }, { context: { storage } })
    expect(outcome.failure).toMatchObject({ code: 'HTTP_NO_ANSWER', retryable: true })
  })
})
