import { describe, expect, it } from 'vitest'
import { createSecretMasker } from './secret-masker.ts'

describe('secret masker', () => {
  it('masks a secret everywhere in its tenant, and nowhere else', () => {
    const masker = createSecretMasker()
    masker.learn('main', 'e1', 'hunter2')
    expect(masker.mask('main', 'e2', 'pass hunter2, again hunter2')).toBe('pass ******, again ******')
    expect(masker.mask('demo', 'e1', 'pass hunter2')).toBe('pass hunter2')
    expect(masker.isEmpty('demo')).toBe(true)
  })

  it('masks the longest secret first, so that nothing of it is left', () => {
    const masker = createSecretMasker()
    masker.learn('main', 'e1', 'secret')
    masker.learn('main', 'e1', 'secret-and-more')
    expect(masker.mask('main', 'e1', 'it is secret-and-more')).toBe('it is ******')
  })

  it('masks a short secret only in the execution that used it, and an empty one never', () => {
    const masker = createSecretMasker()
    masker.learn('main', 'e1', 'ab')
    masker.learn('main', 'e1', '')
    expect(masker.mask('main', 'e1', 'ab cab')).toBe('****** c******')
    expect(masker.mask('main', 'e2', 'ab cab')).toBe('ab cab')
  })
})
