import { describe, expect, it } from 'vitest'
import { toBulkErrorBody, toErrorBody } from '../errors.ts'
import { isApiError, toApiError } from './api-error.ts'

function read(status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return toApiError({ status, text, requestId: 'from-header', parseJson: JSON.parse })
}

describe('errors of the API', () => {
  it('carry code, fields, details and request id of our error object', () => {
    const fields = [{ field: 'approved', code: 'REQUIRED', message: 'is required' }]
    const details = { outcome: 'approve' }
    const body = toErrorBody(
      { code: 'INPUT_INVALID', message: 'one field is wrong', fields, details },
      { href: '/x', requestId: 'r1' },
    )
    const error = read(422, body)
    expect(error).toMatchObject({
      status: 422,
      code: 'INPUT_INVALID',
      message: 'one field is wrong',
      requestId: 'r1',
      fields,
      details,
      body,
    })
    expect(isApiError(error)).toBe(true)
    expect(isApiError(new Error('x'))).toBe(false)
  })

  it('name the items that stand in the way of a bulk call', () => {
    const invalids = [{ id: '5N', message: 'is not paused' }]
    const body = toBulkErrorBody({ message: 'nothing done', code: 'BULK', requestId: 'r1', invalids })
    expect(read(400, body).invalids).toEqual(invalids)
  })

  it('understand a real Kestra, which has no codes', () => {
    const embedded = { errors: [{ message: 'must not be null', path: 'tasks[0].message' }] }
    const error = read(422, { message: 'Invalid entity', logref: null, _embedded: embedded })
    expect(error.code).toBe('HTTP_422')
    expect(error.fields).toEqual([{ field: 'tasks[0].message', message: 'must not be null', code: '' }])
  })

  it('make something of an empty 401 and of the page of a proxy', () => {
    expect(read(401, '')).toMatchObject({ code: 'LOGIN_REQUIRED', requestId: 'from-header', body: undefined })
    expect(read(502, '<html>')).toMatchObject({ code: 'HTTP_502', body: '<html>', fields: [], invalids: [] })
    expect(read(500, [1])).toMatchObject({ code: 'HTTP_500', body: [1] })
  })
})
