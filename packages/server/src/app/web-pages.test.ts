import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../testing/test-app.ts'

/** A script of which the build wrote compressed copies. */
const BIG = `export const big = '${'x'.repeat(2_000)}'`

let webRoot: string
let test: TestApp

beforeAll(async () => {
  webRoot = await mkdtemp(join(tmpdir(), 'countersign-web-'))
  await mkdir(join(webRoot, 'assets'))
  await writeFile(join(webRoot, 'index.html'), '<title>workbench</title>')
  await writeFile(join(webRoot, 'approval.html'), '<title>request</title>')
  await writeFile(join(webRoot, 'mark.svg'), '<svg/>')
  await writeFile(join(webRoot, 'assets', 'main-abc123.js'), 'export {}')
  await writeFile(join(webRoot, 'assets', 'big-abc123.js'), BIG)
  await writeFile(join(webRoot, 'assets', 'big-abc123.js.br'), brotliCompressSync(BIG))
  await writeFile(join(webRoot, 'assets', 'big-abc123.js.gz'), gzipSync(BIG))
  await writeFile(join(webRoot, 'package.json'), '{"private":true}')
  test = await createTestApp({ webRoot })
})
afterAll(async () => {
  await test.close()
  await rm(webRoot, { recursive: true, force: true })
})

const page = (url: string) => test.send({ url, as: null })

describe('the user interface', () => {
  it('is where the root leads to', async () => {
    for (const url of ['/', '/ui']) {
      const answer = await page(url)
      expect([answer.statusCode, answer.headers.location]).toEqual([307, '/ui/'])
    }
  })

  it.each(['/ui/', '/ui/login', '/ui/main/executions/a.b/flow/id', '/ui/main/approvals', '/ui/package.json'])(
    'is one page at %s',
    async (url) => {
      const answer = await page(url)
      expect([answer.statusCode, answer.body]).toEqual([200, '<title>workbench</title>'])
      expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    },
  )

  it.each([
    '/ui/main/approvals/r1',
    '/ui/main/approvals/r1/',
    '/ui/main/executions/e1/approval',
    '/ui/demo/approvals/r1?x=1',
  ])('is the light request page at %s', async (url) => {
    expect((await page(url)).body).toBe('<title>request</title>')
  })

  it('runs its own scripts only, in no frame', async () => {
    const { headers } = await page('/ui/')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers).toMatchObject({ 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' })
  })

  it('lets browsers keep hashed files for ever, and only those', async () => {
    const script = await page('/ui/assets/main-abc123.js')
    expect([script.statusCode, script.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    const icon = await page('/ui/mark.svg')
    expect([icon.statusCode, icon.headers['cache-control']]).toEqual([200, 'no-cache'])
    const gone = await page('/ui/assets/old-abc.js')
    expect([gone.statusCode, gone.headers['cache-control']]).toEqual([404, 'no-store'])
  })

  it('hands out the compressed copy that a browser takes, and the file itself to one that takes none', async () => {
    const fetched = async (encodings: string, name: string) => {
      const headers = { 'accept-encoding': encodings }
      const answer = await test.send({ url: `/ui/assets/${name}`, as: null, headers })
      expect([answer.statusCode, answer.headers.vary, answer.headers['cache-control']]).toEqual([
        200,
        'accept-encoding',
        'public, max-age=31536000, immutable',
      ])
      expect(answer.headers['content-type']).toMatch(/^(?:text|application)\/javascript/)
      return { encoding: answer.headers['content-encoding'], body: answer.rawPayload }
    }
    const brotli = await fetched('gzip, deflate, br, zstd', 'big-abc123.js')
    expect([brotli.encoding, brotliDecompressSync(brotli.body).toString()]).toEqual(['br', BIG])
    const gzip = await fetched('gzip', 'big-abc123.js')
    expect([gzip.encoding, gunzipSync(gzip.body).toString()]).toEqual(['gzip', BIG])
    const plain = await fetched('identity', 'big-abc123.js')
    expect([plain.encoding, plain.body.toString()]).toEqual([undefined, BIG])
    const small = await fetched('gzip, br', 'main-abc123.js')
    expect([small.encoding, small.body.toString()]).toEqual([undefined, 'export {}'])
  })

  it.each([
    '/ui/assets/',
    '/ui/assets/../../etc/passwd',
    '/ui/assets/%2e%2e/%2e%2e/etc/passwd',
    '/ui/..%2f..%2fetc%2fpasswd',
  ])('gives no file from elsewhere at %s', async (url) => {
    const answer = await test.send({ url, as: null, headers: { 'accept-encoding': 'br, gzip' } })
    expect(answer.statusCode).not.toBe(500)
    expect(answer.body).not.toContain('root:')
  })

  it('says how to build it when it was not built', async () => {
    const bare = await createTestApp()
    const answer = await bare.send({ url: '/ui/main/flows', as: null })
    expect(answer.statusCode).toBe(503)
    expect(answer.body).toContain('npm run build')
    await bare.close()
  })
})
