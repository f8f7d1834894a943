import { type ComponentSchemas, createComponentSchemas, type JsonSchema } from './openapi/component-schemas.ts'
import { toOperation } from './openapi/operation.ts'
import type { RouteSpec } from './route.ts'
import { pathForms } from './route-path.ts'
import { routeTable } from './routes.ts'

/** What the document says about the server that serves it. */
export interface OpenApiOptions {
  /** Version of the server. */
  readonly version: string
  /** Public address, when it is known. */
  readonly url?: string
  /** Name of the session cookie. */
  readonly sessionCookie: string
  /** Routes of demo mode are described only on a server in that mode. */
  readonly demo?: boolean
}

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers?: readonly { readonly url: string }[]
  readonly security: readonly JsonSchema[]
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonSchema>>>>
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly securitySchemes: JsonSchema }
}

/** Describes every route under each of its paths, with its schemas. */
export function createOpenApiDocument(options: OpenApiOptions): OpenApiDocument {
  const schemas = createComponentSchemas()
  const described = routeTable.filter((route) => route.onlyInDemo !== true || options.demo === true)
  const paths = toPaths(described, schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Countersign',
      version: options.version,
      description:
        'Workflows in which people decide. Paths of Kestra answer as Kestra does; a path without a tenant means the tenant `main`.',
    },
    ...(options.url === undefined ? {} : { servers: [{ url: options.url }] }),
    security: [{ basic: [] }, { bearer: [] }, { session: [] }],
    tags: [...new Set(described.map((route) => route.id.split('.')[0] ?? ''))].map((name) => ({ name })),
    paths,
    components: {
      schemas: schemas.all(),
      securitySchemes: {
        basic: { type: 'http', scheme: 'basic' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of a service account' },
        session: { type: 'apiKey', in: 'cookie', name: options.sessionCookie },
      },
    },
  }
}

function toPaths(table: readonly RouteSpec[], schemas: ComponentSchemas): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const route of table) {
    for (const path of pathForms(route)) {
      const operations = paths[path] ?? {}
      operations[route.method.toLowerCase()] = toOperation(route, path, schemas)
      paths[path] = operations
    }
  }
  return paths
}
