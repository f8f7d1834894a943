import { type CaughtMessage, routes } from '@countersign/contract'
import { describe, expect, it } from 'vitest'
import { expectAnswer } from '../../testing/expect-answer.ts'
import { createTestApp } from '../../testing/test-app.ts'

const MAIL: CaughtMessage = {
  id: 'm1',
  at: '2026-11-24T09:00:00.000Z',
  kind: 'mail',
  from: 'a@b.c',
  to: ['d@e.f'],
  subject: 'Please decide',
  text: 'link',
  summary: 'Please decide',
  links: [],
  html: null,
}

const url = '/api/v1/demo-catcher/messages'

describe('the catcher of the demo', () => {
  it('shows what was caught, by kind', async () => {
    const list = async (kind?: CaughtMessage['kind']) => (kind === undefined || kind === 'mail' ? [MAIL] : [])
    const test = await createTestApp({ caughtMessages: { list } })
    expect(expectAnswer(routes.demoCatcher.list, 200, await test.send({ url }))).toEqual({ results: [MAIL] })
    expect((await test.send({ url: `${url}?kind=slack` })).json()).toEqual({ results: [] })
    expect((await test.send({ url: `${url}?kind=pigeon` })).statusCode).toBe(422)
    await test.close()
  })

  it('is not there outside of the demo', async () => {
    const facts = {
      version: '1',
      installation: 'i',
      url: 'http://x',
      demo: false,
      sessionCookie: 's',
      bodyLimit: 1,
      uploadBytes: 1,
      uploadDirectory: '',
      waitLimitMs: 1,
    }
    const test = await createTestApp({ facts, caughtMessages: null })
    expect((await test.send({ url })).statusCode).toBe(404)
    await test.close()
  })
})
