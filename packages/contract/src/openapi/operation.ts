import type * as z from 'zod'
import { errorBodySchema } from '../errors.ts'
import { JSON_TYPE } from '../media-type.ts'
import type { ResponseSpec, RouteSpec } from '../route.ts'
import { pathParamNames } from '../route-path.ts'
import type { ComponentSchemas, JsonSchema } from './component-schemas.ts'

/** What each error status means, in the words of the document. */
const ERROR_DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'The request cannot be read, or the tenant is unknown',
  401: 'Not logged in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible in the present state',
  410: 'Was there, and has expired',
  412: 'Changed since you looked',
  413: 'The body is larger than the server takes',
  415: 'The media type of the body is not taken here',
  422: 'A value is wrong; `fields` names each',
  429: 'Too many tries; wait',
  500: 'A bug; the request id leads to the log line',
}

/**
 * The OpenAPI operation of a route under one of its paths. The tenant form carries the route's id as `operationId`; the
 * form without a tenant the same with `.main`.
 */
export function toOperation(route: RouteSpec, path: string, schemas: ComponentSchemas): JsonSchema {
  const isShortForm = route.scope === 'tenant' && !path.includes('{tenant}')
  return {
    operationId: isShortForm ? `${route.id}.main` : route.id,
    tags: [route.id.split('.')[0]],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    ...(route.deprecated === true ? { deprecated: true } : {}),
    parameters: parametersOf(route, path, schemas),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: route.body.required, content: contentOf(route.body.content, 'input', schemas) } }),
    responses: responsesOf(route, schemas),
    ...(route.access === 'open' ? { security: [] } : {}),
    'x-permission': route.permission,
    ...(route.onlyInDemo === true ? { 'x-only-in-demo': true } : {}),
  }
}

function parametersOf(route: RouteSpec, path: string, schemas: ComponentSchemas): readonly JsonSchema[] {
  const tenant = pathParamNames(path).includes('tenant')
    ? [{ name: 'tenant', in: 'path', required: true, schema: { type: 'string' } }]
    : []
  return [
    ...tenant,
    ...parametersIn('path', route.params, schemas),
    ...parametersIn('query', route.query, schemas),
    ...parametersIn('header', route.headers, schemas),
  ]
}

function parametersIn(
  place: 'path' | 'query' | 'header',
  shape: z.ZodObject | undefined,
  schemas: ComponentSchemas,
): readonly JsonSchema[] {
  if (shape === undefined) return []
  return Object.entries(shape.shape).map(([name, schema]) => {
    // Members of an object's shape are typed as zod's core type; all of ours are made with the classic API.
    const member = schema as z.ZodType
    const { description, ...rest } = schemas.toJsonSchema(member, 'input')
    const missing = member.safeParse(undefined)
    return {
      name,
      in: place,
      required: place === 'path' || !missing.success,
      ...(description === undefined ? {} : { description }),
      schema: missing.success && missing.data !== undefined ? { ...rest, default: missing.data } : rest,
    }
  })
}

function responsesOf(route: RouteSpec, schemas: ComponentSchemas): JsonSchema {
  const answers = Object.entries(route.responses).map(([status, response]) => [status, toResponse(response, schemas)])
  const errors = [...errorStatusesOf(route)]
    .filter((status) => !Object.hasOwn(route.responses, status))
    .map((status) => [
      String(status),
      {
        description: ERROR_DESCRIPTIONS[status] ?? `Status ${status}`,
        content: contentOf({ [JSON_TYPE]: errorBodySchema }, 'output', schemas),
      },
    ])
  return Object.fromEntries([...answers, ...errors])
}

/** The statuses of a route that carry the error object, in order. */
function errorStatusesOf(route: RouteSpec): ReadonlySet<number> {
  const login = route.access === 'session' ? [401] : []
  const permission = route.permission === null ? [] : [403]
  const tenant = route.scope === 'tenant' ? [400] : []
  return new Set([...route.errors, ...login, ...permission, ...tenant, 500].sort((a, b) => a - b))
}

function toResponse(response: ResponseSpec, schemas: ComponentSchemas): JsonSchema {
  return {
    description: response.description,
    ...(response.headers === undefined
      ? {}
      : {
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, description]) => [
              name,
              { description, schema: { type: 'string' } },
            ]),
          ),
        }),
    ...(response.content === undefined ? {} : { content: contentOf(response.content, 'output', schemas) }),
  }
}

function contentOf(
  content: Readonly<Record<string, z.ZodType>>,
  direction: 'input' | 'output',
  schemas: ComponentSchemas,
): JsonSchema {
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [type, { schema: schemas.toJsonSchema(schema, direction) }]),
  )
}
