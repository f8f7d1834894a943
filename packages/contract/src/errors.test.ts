import { describe, expect, it } from 'vitest'
import {
  bulkErrorBodySchema,
  errorBodySchema,
  STATUS_BY_CATEGORY,
  statusOfCategory,
  toBulkErrorBody,
  toErrorBody,
} from './errors.ts'

const request = { href: '/api/v1/main/flows?x=%20', requestId: 'req-1' }

describe('statuses', () => {
  it('gives every category a status of its own', () => {
    const statuses = Object.values(STATUS_BY_CATEGORY)
    expect(new Set(statuses).size).toBe(statuses.length)
    expect(statusOfCategory('invalid')).toBe(422)
    expect(statusOfCategory('malformed')).toBe(400)
    expect(statusOfCategory('precondition')).toBe(412)
  })
})

describe('the error body', () => {
  it('has the members of Kestra in their order, nulls written out, before our own', () => {
    const body = toErrorBody({ code: 'FLOW_NOT_FOUND', message: 'no such flow' }, request)
    expect(JSON.stringify(body)).toBe(
      '{"message":"no such flow","logref":null,"path":null,"_links":{"self":{"href":"/api/v1/main/flows?x=%20",' +
        '"templated":false,"profile":null,"deprecation":null,"title":null,"hreflang":null,"type":null,"name":null}},' +
        '"_embedded":{},"code":"FLOW_NOT_FOUND","requestId":"req-1","fields":[]}',
    )
  })

  it('repeats wrong fields where clients of Kestra look for them', () => {
    const fields = [{ field: 'approved', code: 'REQUIRED', message: 'is required' }]
    const body = toErrorBody({ code: 'INPUT_INVALID', message: 'wrong', fields }, request)
    expect(body.fields).toEqual(fields)
    expect(body._embedded.errors).toEqual([
      { message: 'is required', logref: null, path: 'approved', _links: {}, _embedded: {} },
    ])
    expect(errorBodySchema.parse(body)).toEqual(body)
  })

  it('shows the errors among the diagnostics there when no field is wrong', () => {
    const range = { line: 4, column: 3, endLine: 4, endColumn: 9 }
    const diagnostics = [
      { code: 'TASK_UNKNOWN_TYPE', severity: 'error' as const, message: 'no such type', path: 'tasks[0].type', range },
      {
        code: 'PAUSE_RESUMES',
        severity: 'warning' as const,
        message: 'approves itself',
        path: 'tasks[1]',
        range: null,
      },
    ]
    const body = toErrorBody({ code: 'FLOW_INVALID', message: 'two problems', diagnostics }, request)
    expect(body._embedded.errors?.map(({ path }) => path)).toEqual(['tasks[0].type'])
    expect(body.diagnostics).toEqual(diagnostics)
    expect(errorBodySchema.parse(body)).toEqual(body)
  })

  it('carries facts such as who decided, and leaves an empty set of them out', () => {
    const details = { outcome: 'approve', by: 'ana' }
    expect(toErrorBody({ code: 'X', message: 'm', details }, request).details).toEqual(details)
    expect(toErrorBody({ code: 'X', message: 'm', details: {} }, request)).not.toHaveProperty('details')
  })
})

describe('the bulk error body', () => {
  it('names each item that stands in the way, as Kestra writes it', () => {
    const body = toBulkErrorBody({
      message: 'nothing was resumed',
      code: 'BULK_REFUSED',
      requestId: 'req-1',
      invalids: [{ id: '5N', message: 'is not paused' }],
    })
    expect(body.invalids).toEqual([
      {
        message: 'is not paused',
        rootBean: '5N',
        rootBeanClass: 'java.lang.String',
        leafBean: '5N',
        propertyPath: [{ name: 'execution', kind: 'PROPERTY', inIterable: false }],
        invalidValue: '5N',
        messageTemplate: '{messageTemplate}',
        executableParameters: [],
      },
    ])
    expect(bulkErrorBodySchema.parse(body)).toEqual(body)
  })
})
