import type * as z from 'zod'

/** Verbs that routes use. HEAD follows GET; OPTIONS is answered 405 as Kestra does. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * Where a route hangs:
 * - `tenant`: `/api/v1/...` (tenant `main`) and `/api/v1/{tenant}/...`;
 * - `instance`: `/api/v1/...` only, never with a tenant (observed/api.md A3, A7);
 * - `root`: the path as written.
 */
export type RouteScope = 'tenant' | 'instance' | 'root'

/** What a caller must be allowed to do. `null` on a route means: any caller who is logged in. */
export type Permission =
  | 'flow:read'
  | 'flow:write'
  | 'flow:delete'
  | 'execution:read'
  | 'execution:create'
  | 'execution:kill'
  | 'execution:restart'
  | 'execution:delete'
  | 'execution:evaluate'
  | 'log:read'
  | 'trigger:read'
  | 'trigger:write'
  | 'kv:read'
  | 'kv:write'
  | 'kv:delete'
  | 'file:read'
  | 'file:write'
  | 'file:delete'
  | 'secret:read'
  | 'secret:write'
  | 'secret:reseal'
  | 'approval:read'
  | 'approval:decide'
  | 'audit:read'
  | 'token:manage'
  | 'plugin:read'
  | 'demo:read'

/** A request body: one schema per media type. A body that is not `required` may be missing together with its type. */
export interface BodySpec {
  readonly required: boolean
  /** The text of the body is taken as it is, also under `application/json`: nothing is parsed. */
  readonly verbatim?: true
  /** Bodies of every other media type are taken too, as text; a multipart form as the JSON text of its fields. */
  readonly anyType?: true
  readonly content: Readonly<Record<string, z.ZodType>>
}

/** One answer of a route. Without `content` the body is empty. */
export interface ResponseSpec {
  readonly description: string
  readonly content?: Readonly<Record<string, z.ZodType>>
  readonly headers?: Readonly<Record<string, string>>
}

/** One entry of the route table. */
export interface RouteSpec {
  /** `<resource>.<verb>`, unique; also the operation id of the OpenAPI document. */
  readonly id: string
  readonly method: HttpMethod
  /** Below `/api/v1` (below `/` for scope `root`), with `{name}` placeholders. */
  readonly path: string
  readonly scope: RouteScope
  readonly summary: string
  readonly description?: string
  /** `open` answers without a login; everything else needs one before the route is even looked at. */
  readonly access: 'open' | 'session'
  readonly permission: Permission | null
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  /** Header names in lower case. */
  readonly headers?: z.ZodObject
  readonly body?: BodySpec
  readonly responses: Readonly<Record<number, ResponseSpec>>
  /** Statuses answered with the error object, besides 401 (every session route), 403 and 500. */
  readonly errors: readonly number[]
  readonly deprecated?: boolean
  /** A GET that changes something, so that a HEAD must not do the same. */
  readonly actsOnGet?: true
  /** Present only on a server in demo mode; elsewhere the path is 404. */
  readonly onlyInDemo?: boolean
}

/** Declares a route and keeps the exact types of its schemas, so that handlers and clients can be typed from it. */
export function defineRoute<const R extends RouteSpec>(route: R): R {
  return route
}

/** Path parameters of a route as its handler gets them. */
export type ParamsOf<R extends RouteSpec> = R extends { readonly params: infer S extends z.ZodType }
  ? z.output<S>
  : Readonly<Record<never, never>>

/** Query parameters of a route after parsing: numbers, booleans and lists, defaults filled in. */
export type QueryOf<R extends RouteSpec> = R extends { readonly query: infer S extends z.ZodType }
  ? z.output<S>
  : Readonly<Record<never, never>>

/** Query parameters of a route as a caller gives them. */
export type QueryInputOf<R extends RouteSpec> = R extends { readonly query: infer S extends z.ZodType }
  ? z.input<S>
  : Readonly<Record<never, never>>

/** The body of a route under one media type, parsed. */
export type BodyOf<R extends RouteSpec, M extends string = 'application/json'> = R extends {
  readonly body: { readonly content: Readonly<Record<M, infer S extends z.ZodType>> }
}
  ? z.output<S>
  : never

/** The JSON that a route answers with a status. */
export type ResponseOf<R extends RouteSpec, S extends keyof R['responses']> = R['responses'][S] extends {
  readonly content: { readonly 'application/json': infer T extends z.ZodType }
}
  ? z.output<T>
  : undefined
