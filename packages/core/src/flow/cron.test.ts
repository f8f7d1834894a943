import { describe, expect, it } from 'vitest'
import { cronProblem } from './cron.ts'

describe('cronProblem', () => {
  it.each([
    '* * * * *',
    '0 9 * * 1-5',
    '*/15 0-6 1,15 JAN-MAR MON',
    '0 0 L * ?',
    '0 0 15W * *',
    '0 0 * * 5L',
    '0 0 * * MON#2',
    '0 0 * * 7',
    '@daily',
  ])('accepts %s', (text) => {
    expect(cronProblem(text, false)).toBeNull()
  })

  it.each([
    '61 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '* * * 13 *',
    '* * * * 8',
    '* * * *',
    '* * * * * *',
    '*/0 * * * *',
    'a * * * *',
    '5-1 * * * *',
    '@never',
    '',
  ])('refuses %j', (text) => {
    expect(cronProblem(text, false)).not.toBeNull()
  })

  it('takes a sixth field with seconds', () => {
    expect(cronProblem('*/10 * * * * *', true)).toBeNull()
    expect(cronProblem('60 * * * * *', true)).toContain('second')
  })
})
