import { describe, expect, it } from 'vitest'
import { isTenantId, pathForms, pathParamNames, RESERVED_TENANT_IDS, toColonPath } from './route-path.ts'
import { routes, routeTable } from './routes.ts'

/** A path with its placeholders made alike, as a router sees it. */
function shapeOf(path: string): string {
  return path.replaceAll(/\{[^}]+\}/g, '{}')
}

describe('the route table', () => {
  it('gives every route an id of its own, made of its resource and verb', () => {
    const expected = Object.entries(routes).flatMap(([resource, verbs]) =>
      Object.keys(verbs).map((verb) => `${resource}.${verb}`),
    )
    expect(routeTable.map(({ id }) => id)).toEqual(expected)
    expect(new Set(expected).size).toBe(expected.length)
  })

  it('never has two routes behind one method and path, in any form', () => {
    const addresses = routeTable.flatMap((route) => pathForms(route).map((path) => `${route.method} ${shapeOf(path)}`))
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it.each(routeTable.map((route) => [route.id, route] as const))(
    '%s declares exactly the parameters of its path',
    (_, route) => {
      expect(Object.keys(route.params?.shape ?? {})).toEqual(pathParamNames(route.path))
    },
  )

  it('answers without a login only where the architecture allows it', () => {
    const open = routeTable.filter(({ access }) => access === 'open').map(({ id }) => id)
    expect(open.sort()).toEqual([
      'session.login',
      'system.configs',
      'system.health',
      'system.ping',
      'system.version',
      'webhooks.get',
      'webhooks.post',
      'webhooks.put',
    ])
  })

  it('asks a permission of every tenant route that needs a login', () => {
    const without = routeTable.filter(
      ({ scope, access, permission }) => scope === 'tenant' && access !== 'open' && permission === null,
    )
    expect(without.map(({ id }) => id)).toEqual([])
  })

  it('lets every answer to a request go through the permission to decide', () => {
    const deciding = routeTable.filter(({ permission }) => permission === 'approval:decide').map(({ id }) => id)
    expect(deciding).toEqual([
      'executions.resume',
      'executions.validateResume',
      'executions.resumeByIds',
      'executions.resumeByQuery',
      'approvals.decide',
      'approvals.validate',
    ])
  })

  it('never changes anything on GET, but for webhooks, nor takes a body there', () => {
    const reading = routeTable.filter(({ method }) => method === 'GET')
    expect(reading.filter(({ body }) => body !== undefined)).toEqual([])
    expect(reading.filter(({ actsOnGet }) => actsOnGet === true).map(({ id }) => id)).toEqual(['webhooks.get'])
    expect(reading.filter(({ permission }) => /:(write|create|delete|kill|decide)$/.test(permission ?? ''))).toEqual([])
  })

  it('reserves the first word of every path, so that no tenant can hide a resource', () => {
    const words = routeTable
      .filter(({ scope }) => scope !== 'root')
      .map(({ path }) => path.split('/')[1] ?? '')
      .map((word) => word.toLowerCase())
    expect(words.filter((word) => !RESERVED_TENANT_IDS.includes(word))).toEqual([])
  })
})

describe('paths', () => {
  it('gives tenant routes both forms, instance and root routes one', () => {
    expect(pathForms(routes.flows.read)).toEqual([
      '/api/v1/flows/{namespace}/{id}',
      '/api/v1/{tenant}/flows/{namespace}/{id}',
    ])
    expect(pathForms(routes.system.configs)).toEqual(['/api/v1/configs'])
    expect(pathForms(routes.system.ping)).toEqual(['/ping'])
  })

  it('writes placeholders with colons for routers that want them', () => {
    expect(toColonPath('/api/v1/{tenant}/kv/{key}')).toBe('/api/v1/:tenant/kv/:key')
  })

  it('tells tenants from resources', () => {
    expect(['main', 'demo', 'a-b_1', 'flows', 'Demo', '-a', '', 'approvals'].filter(isTenantId)).toEqual([
      'main',
      'demo',
      'a-b_1',
    ])
  })
})
