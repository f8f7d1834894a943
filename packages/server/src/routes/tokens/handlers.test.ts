import { routes } from '@countersign/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let test: TestApp

beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const TOKENS = '/api/v1/main/tokens'
const create = (payload: object) => test.send({ method: 'POST', url: TOKENS, payload })

describe('tokens of service accounts', () => {
  it('show their secret once', async () => {
    const created = expectAnswer(
      routes.tokens.create,
      201,
      await create({ name: ' CI ', expiresAt: '2027-01-01T00:00:00Z' }),
    )
    expect(created).toMatchObject({
      name: 'CI',
      createdBy: 'Ana',
      expiresAt: '2027-01-01T00:00:00.000Z',
      token: 'secret-1',
    })
    test.advance(1_000)
    await create({ name: 'newer' })
    const answer = await test.send({ url: TOKENS })
    expect(expectAnswer(routes.tokens.list, 200, answer)).toMatchObject({
      results: [{ name: 'newer' }, { name: 'CI' }],
    })
    expect(answer.body).not.toMatch(/secret-|hash-/)
  })

  it('need a name, and an end that is an instant', async () => {
    expect((await create({ name: '' })).json().fields[0].field).toBe('name')
    expect((await create({ name: 'x', expiresAt: 'tomorrow' })).json().fields[0].field).toBe('expiresAt')
  })

  it('are refused at once when they are revoked', async () => {
    const { id } = (await create({ name: 'old' })).json()
    const before = test.logins.forgotten()
    const url = `${TOKENS}/${id}`
    expectAnswer(routes.tokens.revoke, 204, await test.send({ method: 'DELETE', url }))
    expect(test.logins.forgotten()).toBe(before + 1)
    expect((await test.send({ method: 'DELETE', url: `${TOKENS}/nope` })).json().code).toBe('TOKEN_NOT_FOUND')
  })
})
