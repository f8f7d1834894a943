import { describe, expect, it } from 'vitest'
import { isSystemLabel, labelValue, parseGivenLabel, parseLabelText } from './labels.ts'

describe('parseLabelText', () => {
  it('splits at the first colon, so that a value may hold more of them', () => {
    expect(parseLabelText('team:hr')).toEqual({ ok: true, label: { key: 'team', value: 'hr' } })
    expect(parseLabelText('url:http://x:1')).toEqual({ ok: true, label: { key: 'url', value: 'http://x:1' } })
  })

  it.each(['nocolon', ':value', 'key:', ':', ''])('refuses %j with the reason', (text) => {
    const parsed = parseLabelText(text)
    expect(parsed.ok).toBe(false)
    expect(parsed).toMatchObject({ message: expect.stringContaining(`\`${text}\``) })
  })
})

describe('parseGivenLabel', () => {
  it('refuses reserved keys but for the correlation id', () => {
    expect(parseGivenLabel('system.x:y')).toMatchObject({ ok: false, message: expect.stringContaining('reserved') })
    expect(parseGivenLabel('system.correlationId:abc')).toMatchObject({ ok: true })
    expect(parseGivenLabel('systematic:yes')).toMatchObject({ ok: true })
  })
})

describe('labels of a list', () => {
  it('tells reserved keys by their prefix', () => {
    expect(isSystemLabel('system.from')).toBe(true)
    expect(isSystemLabel('system')).toBe(false)
  })

  it('finds the value of a key', () => {
    expect(labelValue([{ key: 'a', value: '1' }], 'a')).toBe('1')
    expect(labelValue([{ key: 'a', value: '1' }], 'b')).toBeUndefined()
  })
})
