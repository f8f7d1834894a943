import { pathForms, RESERVED_TENANT_IDS, type RouteSpec } from '@countersign/contract'
import { AppError } from '@countersign/core'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Answers paths that no route has, and known paths with another method. */
export function createUnknownPathHandler(table: readonly RouteSpec[]) {
  const forms = table.flatMap((route) =>
    pathForms(route).map((path) => ({
      method: route.method,
      segments: path.split('/'),
      actsOnGet: route.actsOnGet === true,
    })),
  )
  return (request: FastifyRequest, reply: FastifyReply): never => {
    const path = request.url.split('?')[0] ?? ''
    const segments = path.split('/')
    const methods = new Set(forms.filter((form) => fits(form.segments, segments)).map(({ method }) => String(method)))
    if (methods.size === 0) throw new AppError('ROUTE_NOT_FOUND', `There is no path \`${path}\`.`)
    if (methods.has('GET') && !forms.some((form) => form.actsOnGet && fits(form.segments, segments)))
      methods.add('HEAD')
    const allowed = [...methods].sort().join(', ')
    reply.header('allow', allowed)
    throw new AppError('METHOD_NOT_ALLOWED', `\`${path}\` takes ${allowed}, not ${request.method}.`)
  }
}

/**
 * Tells the paths that need no login in a tenant, whatever the method: whoever calls a webhook with another one is told which
 * ones it takes (observed N-webhook-delete-method), not to log in.
 */
export function createOpenPaths(table: readonly RouteSpec[]): (url: string) => boolean {
  const forms = table
    .filter(({ scope, access }) => scope === 'tenant' && access === 'open')
    .flatMap((route) => pathForms(route).map((path) => path.split('/')))
  return (url) => {
    const segments = (url.split('?')[0] ?? '').split('/')
    return forms.some((form) => fits(form, segments))
  }
}

function fits(form: readonly string[], segments: readonly string[]): boolean {
  return (
    form.length === segments.length &&
    form.every((part, index) => {
      const segment = segments[index] ?? ''
      if (part === '{tenant}') return segment !== '' && !RESERVED_TENANT_IDS.includes(segment.toLowerCase())
      return part.startsWith('{') ? segment !== '' : part === segment
    })
  )
}
