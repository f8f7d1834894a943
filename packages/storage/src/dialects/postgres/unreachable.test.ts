import { isAppError } from '@countersign/core'
import { describe, expect, it } from 'vitest'
import { explainUnreachable } from './unreachable.ts'

const URL_WITH_PASSWORD = 'postgres://ana:hidden-word@db.example.org/flows'
const withCode = (code: string) => Object.assign(new Error('driver words'), { code })

describe('a database that cannot be reached', () => {
  it('is named with the reason, without the password', () => {
    const explained = explainUnreachable(withCode('ECONNREFUSED'), URL_WITH_PASSWORD)
    expect(isAppError(explained) && explained.code).toBe('DATABASE_UNAVAILABLE')
    expect(String(explained)).toContain('flows on db.example.org:5432 cannot be used: nothing listens there')
    expect(String(explained)).not.toContain('hidden-word')
  })

  it('is recognised below several addresses and causes', () => {
    const many = new AggregateError([withCode('ETIMEDOUT')], 'all failed')
    const wrapped = new Error('outer', { cause: withCode('28P01') })
    for (const error of [many, wrapped]) expect(isAppError(explainUnreachable(error, URL_WITH_PASSWORD))).toBe(true)
  })

  it('leaves every other error as it is', () => {
    const error = withCode('42601')
    expect(explainUnreachable(error, URL_WITH_PASSWORD)).toBe(error)
  })
})
