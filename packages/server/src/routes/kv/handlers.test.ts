import { routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const KV = '/api/v1/main/namespaces/team.kv/kv'
const put = (key: string, payload: string, headers: Record<string, string> = {}) =>
  test.send({ method: 'PUT', url: `${KV}/${key}`, payload, headers: { 'content-type': 'text/plain', ...headers } })
const get = (key: string) => test.send({ url: `${KV}/${key}` })

describe('keys and values', () => {
  it('are written as literals under text and JSON types, and count their revisions', async () => {
    const written = await put('greeting', '"hello"')
    expect([written.statusCode, written.body]).toEqual([200, ''])
    expect((await put('greeting', '"two"', { 'content-type': 'application/json' })).statusCode).toBe(200)
    expect(expectAnswer(routes.kv.read, 200, await get('greeting'))).toEqual({
      type: 'STRING',
      value: 'two',
      revision: 2,
      updated: '2026-11-24T09:00:00.000Z',
    })
  })

  it('keep numbers as they were written', async () => {
    await put('decimal', '1.0')
    await put('long', '12345678901234567890')
    expect((await get('decimal')).body).toContain('"value":1.0')
    expect((await get('long')).body).toContain('"value":12345678901234567890')
  })

  it('show a stored null without a value', async () => {
    await put('nothing', 'null')
    expect(expectAnswer(routes.kv.read, 200, await get('nothing'))).not.toHaveProperty('value')
  })

  it('are refused without a value, with a wrong key, type or time to live', async () => {
    expect((await put('empty', '')).json()).toMatchObject({ code: 'REQUEST_INVALID', fields: [{ field: 'body' }] })
    expect((await put('bad%20key', '"x"')).json()).toMatchObject({ code: 'KV_INVALID', fields: [{ field: 'key' }] })
    expect((await put('ion', '"x"', { 'content-type': 'application/x-ion' })).statusCode).toBe(415)
    expect((await put('t', '"x"', { ttl: 'soon' })).json()).toMatchObject({ fields: [{ field: 'ttl' }] })
  })

  it('expire, which is told apart from never having been there', async () => {
    await put('short', '"gone"', { ttl: 'PT1S', description: 'not for long' })
    const listed = expectAnswer(routes.kv.list, 200, await test.send({ url: KV }))
    expect(listed).toContainEqual({
      namespace: 'team.kv',
      key: 'short',
      version: 1,
      description: 'not for long',
      creationDate: '2026-11-24T09:00:00.000Z',
      updateDate: '2026-11-24T09:00:00.000Z',
      expirationDate: '2026-11-24T09:00:01.000Z',
    })
    test.advance(1_000)
    expect((await get('short')).json()).toMatchObject({ code: 'KV_EXPIRED' })
    expect((await get('short')).statusCode).toBe(410)
    expect((await get('never')).statusCode).toBe(404)
    expect((await test.send({ url: KV })).json()).not.toContainEqual(expect.objectContaining({ key: 'short' }))
  })

  it('are deleted one by one or several at once, saying which were there', async () => {
    await put('one', '1')
    await put('two', '2')
    const remove = () => test.send({ method: 'DELETE', url: `${KV}/one` })
    expect(expectAnswer(routes.kv.remove, 200, await remove())).toBe(true)
    expect(expectAnswer(routes.kv.remove, 200, await remove())).toBe(false)
    const many = await test.send({ method: 'DELETE', url: KV, payload: { keys: ['two', 'nope', 'two'] } })
    expect(expectAnswer(routes.kv.removeMany, 200, many)).toEqual({ keys: ['two'] })
  })

  it('are found in all namespaces, and in the parents of one', async () => {
    const other = (namespace: string, key: string) => `/api/v1/main/namespaces/${namespace}/kv/${key}`
    for (const [namespace, key] of [
      ['far.away', 'one'],
      ['far', 'two'],
      ['far.away.deep', 'three'],
    ] as const)
      await test.send({
        method: 'PUT',
        url: other(namespace, key),
        payload: '1',
        headers: { 'content-type': 'text/plain' },
      })
    const keysAt = async (url: string) => {
      const answer = await test.send({ url: `/api/v1/main${url}` })
      const route = url.startsWith('/kv') ? routes.kv.search : routes.kv.inherited
      expectAnswer(route, 200, answer)
      const body = answer.json()
      return (body.results ?? body).map((item: { readonly key: string }) => item.key)
    }
    expect(await keysAt('/kv?namespace=far&sort=key:desc')).toEqual(['two', 'three', 'one'])
    expect(await keysAt('/kv?q=THREE')).toEqual(['three'])
    expect(await keysAt('/kv?q=*&size=1&namespace=far')).toEqual(['two'])
    expect(await keysAt('/namespaces/far.away.deep/kv/inheritance')).toEqual(['one', 'two'])
    expect((await test.send({ url: '/api/v1/main/kv?sort=nothing:asc' })).statusCode).toBe(422)
  })
})
