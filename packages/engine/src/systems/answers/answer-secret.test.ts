import { describe, expect, it } from 'vitest'
import { executionRow } from '../../testing/rows.ts'
import { answerSecret } from './answer-secret.ts'
import { createSecretMasker } from './secret-masker.ts'

function setUp(secrets: Readonly<Record<string, string>>) {
  const masker = createSecretMasker()
  const source = { find: async (_tenant: string, _namespace: string, name: string) => secrets[name] }
  const ask = (...args: readonly (string | boolean | null)[]) =>
    answerSecret(source, masker, executionRow(), ['company.team', ...args])
  return { ask, mask: (text: string) => masker.mask('main', 'execution', text) }
}

describe('answering secret()', () => {
  it('gives the text, and remembers it for masking', async () => {
    const { ask, mask } = setUp({ TOKEN: 'hunter2' })
    expect(await ask('TOKEN', null, false)).toEqual({ ok: true, value: 'hunter2' })
    expect(mask('hunter2')).toBe('******')
  })

  it('reaches into a secret that holds JSON, and masks the part too', async () => {
    const { ask, mask } = setUp({ DB: '{"user": "ana", "password": "geheim"}' })
    expect(await ask('DB', 'password', false)).toEqual({ ok: true, value: 'geheim' })
    expect(mask('geheim')).toBe('******')
    expect(await ask('DB', null, true)).toEqual({ ok: true, value: { user: 'ana', password: 'geheim' } })
    expect(await ask('DB', 'nothing', false)).toMatchObject({ ok: false, absent: true })
  })

  it('says what to define when there is none, and never quotes one that cannot be read', async () => {
    const { ask } = setUp({ TEXT: 'not {json' })
    expect(await ask('GONE', null, false)).toMatchObject({
      ok: false,
      absent: true,
      message: expect.stringContaining('SECRET_GONE'),
    })
    const answer = await ask('TEXT', 'x', false)
    expect(JSON.stringify(answer)).not.toContain('not {json')
    expect(answer.ok).toBe(false)
  })

  it('answers a source that fails with its reason', async () => {
    const source = { find: () => Promise.reject(new Error('does not hold base64')) }
    const answer = await answerSecret(source, createSecretMasker(), executionRow(), [null, 'X', null, false])
    expect(answer).toMatchObject({ ok: false, message: expect.stringContaining('does not hold base64') })
  })
})
