import { describe, expect, it } from 'vitest'
import { isTrue } from './is-true.ts'

describe('isTrue', () => {
  it.each(['', ' ', '0', '-0', 'false', ' false\n'])('takes %j as false', (text) => {
    expect(isTrue(text)).toBe(false)
  })

  it.each(['true', '1', 'False', 'null', 'no', '0.0', '[]', '{}'])('takes %j as true', (text) => {
    expect(isTrue(text)).toBe(true)
  })
})
