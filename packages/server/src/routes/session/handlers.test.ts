import { routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

describe('a session', () => {
  it('begins with a login by JSON and sets every cookie', async () => {
    const payload = { username: 'ana', password: 'secret' }
    const answer = await test.send({ method: 'POST', url: '/api/v1/login', payload, as: null })
    expect(expectAnswer(routes.session.login, 200, answer)).toMatchObject({ id: 'ana', name: 'Ana' })
    expect(answer.headers['set-cookie']).toEqual(['sid=ana; HttpOnly', 'hint=1'])
  })

  it('cannot be begun by a form, nor without user name', async () => {
    const form = await test.send({
      method: 'POST',
      url: '/api/v1/login',
      payload: 'username=ana&password=secret',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      as: null,
    })
    expect(form.statusCode).toBe(415)
    const empty = await test.send({ method: 'POST', url: '/api/v1/login', payload: { username: '' }, as: null })
    expect(empty.json().fields.map(({ field }: { field: string }) => field)).toEqual(['username', 'password'])
  })

  it('says who is logged in, and ends', async () => {
    expectAnswer(routes.session.me, 200, await test.send({ url: '/api/v1/me' }))
    const logout = await test.send({
      method: 'POST',
      url: '/api/v1/logout',
      as: 'cookie',
      headers: { 'x-countersign-client': 'ui' },
    })
    expect([logout.statusCode, logout.headers['set-cookie']]).toEqual([204, ['sid=; Max-Age=0']])
  })
})
