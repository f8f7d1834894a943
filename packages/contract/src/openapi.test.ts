import { describe, expect, it } from 'vitest'
import { createOpenApiDocument } from './openapi.ts'
import { pathForms } from './route-path.ts'
import { routeTable } from './routes.ts'

const document = createOpenApiDocument({ version: '1.2.3', sessionCookie: 'sid', demo: true, url: 'http://x' })

interface Operation {
  readonly operationId: string
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[]
  readonly responses: Readonly<Record<string, { readonly description: string }>>
  readonly security?: readonly unknown[]
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method,
    // The generator's operations are plain JSON; this test is about their members.
    operation: operation as unknown as Operation,
  })),
)

/** Every value under a key, anywhere in a document. */
function valuesOf(key: string, value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [
    ...(name === key ? [member] : []),
    ...valuesOf(key, member),
  ])
}

describe('the OpenAPI document', () => {
  it('is 3.1 and describes every route under each of its paths', () => {
    expect(document.openapi).toBe('3.1.0')
    const expected = routeTable.flatMap((route) =>
      pathForms(route).map((path) => `${route.method.toLowerCase()} ${path}`),
    )
    expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).toEqual(expected.sort())
  })

  it('gives each operation an id of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('flows.create')
    expect(ids).toContain('flows.create.main')
  })

  it('declares exactly the parameters of each path, all required', () => {
    for (const { path, operation } of operations) {
      const declared = operation.parameters.filter((parameter) => parameter.in === 'path')
      expect(
        declared.map(({ name }) => `{${name}}`),
        path,
      ).toEqual(path.match(/\{[^}]+\}/g) ?? [])
      expect(declared.every(({ required }) => required)).toBe(true)
      const keys = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
      expect(new Set(keys).size, path).toBe(keys.length)
    }
  })

  it('requires no query parameter or header but the state that a person gives', () => {
    const required = operations.flatMap(({ operation }) =>
      operation.parameters.filter(({ in: place, required }) => place !== 'path' && required),
    )
    expect(new Set(required.map(({ name }) => name))).toEqual(new Set(['status', 'newStatus']))
  })

  it('refers only to schemas that it holds', () => {
    const references = new Set(valuesOf('$ref', document))
    expect(references.size).toBeGreaterThan(20)
    for (const reference of references) {
      expect(String(reference)).toMatch(/^#\/components\/schemas\/\w+$/)
      expect(document.components.schemas).toHaveProperty(String(reference).slice('#/components/schemas/'.length))
    }
  })

  it('leaves no trace of how the schemas are made', () => {
    expect(valuesOf('$defs', document)).toEqual([])
    expect(valuesOf('x-wire', document)).toEqual([])
    expect(valuesOf('$schema', document)).toEqual([])
    expect(JSON.parse(JSON.stringify(document))).toEqual(document)
  })

  it('says which answers every operation has: a success, a login error unless open, a bug', () => {
    for (const { path, operation } of operations) {
      const statuses = Object.keys(operation.responses)
      expect(
        statuses.some((status) => status.startsWith('2')),
        path,
      ).toBe(true)
      expect(statuses).toContain('500')
      const isOpen = operation.security?.length === 0
      expect(statuses.includes('401'), path).toBe(!isOpen || path === '/api/v1/login')
    }
  })

  it('shows query texts by what they mean, with their defaults', () => {
    const search = operations.find(({ operation }) => operation.operationId === 'executions.search')
    expect(search?.operation.parameters).toContainEqual({
      name: 'page',
      in: 'query',
      required: false,
      schema: { type: 'integer', minimum: 1, default: 1 },
    })
  })

  it('keeps the bulk error beside the bulk count', () => {
    expect(document.paths['/api/v1/{tenant}/executions/resume/by-ids']?.post?.responses).toMatchObject({
      200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/BulkCount' } } } },
      400: { content: { 'application/json': { schema: { $ref: '#/components/schemas/BulkError' } } } },
    })
  })

  it('tells of the demo only where there is one', () => {
    const plain = createOpenApiDocument({ version: '1', sessionCookie: 'sid' })
    expect(plain.paths).not.toHaveProperty('/api/v1/demo-catcher/messages')
    expect(document.paths).toHaveProperty('/api/v1/demo-catcher/messages')
    expect(plain).not.toHaveProperty('servers')
  })
})
