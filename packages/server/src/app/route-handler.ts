import type { MULTIPART_TYPE, ParamsOf, QueryOf, ResponseOf, RouteId, RouteSpec, routes } from '@countersign/contract'
import type { Caller } from '@countersign/engine'
import type { AuthRequest, Principal } from './authenticator.ts'
import type { FormContent } from './multipart-form.ts'

type Resources = typeof routes

/** Any route of the table, with its exact schemas. */
export type AnyRoute = { [R in keyof Resources]: Resources[R][keyof Resources[R]] }[keyof Resources]

/** The route of an id. */
export type RouteOf<Id extends RouteId> = Extract<AnyRoute, { readonly id: Id }>

/** The output of a schema, without naming zod. */
type OutputOf<S> = S extends { readonly _zod: { readonly output: infer O } } ? O : never

type HeadersOf<R extends RouteSpec> = R extends { readonly headers: infer S }
  ? OutputOf<S>
  : Readonly<Record<never, never>>

/** A parsed body together with the media type that it came in; null when there was none and none is needed. */
type BodyFor<R extends RouteSpec> = R extends {
  readonly body: { readonly required: infer Needed; readonly content: infer C }
}
  ?
      | { readonly [M in keyof C & string]: { readonly type: M; readonly value: ContentOf<M, C[M]> } }[keyof C & string]
      | (Needed extends true ? never : null)
  : null

type ContentOf<M extends string, S> = M extends typeof MULTIPART_TYPE ? FormContent : OutputOf<S>

type WhenLoggedIn<R extends RouteSpec, T> = R['access'] extends 'open' ? T | null : T

/** One call of a route: everything is parsed, and the caller may do what the route does. */
export interface Call<R extends RouteSpec = RouteSpec> {
  /** `main` for routes that have none. */
  readonly tenant: string
  readonly params: ParamsOf<R>
  readonly query: QueryOf<R>
  readonly headers: HeadersOf<R>
  readonly body: BodyFor<R>
  readonly principal: WhenLoggedIn<R, Principal>
  /** Who asks, as the engine wants to know it. */
  readonly caller: WhenLoggedIn<R, Caller>
  readonly auth: AuthRequest
  readonly requestId: string
  /** The query as decoded, one entry per name, before any schema: for filters with names of their own. */
  readonly rawQuery: Readonly<Record<string, unknown>>
  /** Aborted when the client has gone, or the server stops. */
  readonly signal: AbortSignal
  /**
   * Checks the route's permission for the namespace of something that was looked up.
   * @throws AppError FORBIDDEN
   */
  readonly permit: (namespace: string) => void
}

/** Objects as presenters may give them: nothing that is answered is changed any more. */
type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T

type AnswerHeaders = Readonly<Record<string, string | readonly string[]>>

interface AnswerBase<S> {
  readonly status: S
  readonly headers?: AnswerHeaders
}

/** An answer that is written piece by piece: large JSON, text, event streams (UTF-8 text), and files (bytes). */
export interface StreamedAnswer<S = number> extends AnswerBase<S> {
  readonly type: string
  readonly stream: AsyncIterable<string | Uint8Array>
}

/** An answer that is a text already: plain text, or JSON that was written before. */
interface TextAnswer<S = number> extends AnswerBase<S> {
  readonly type: string
  readonly text: string
}

/** What a status of a route may answer: its JSON (as an object, written, or streamed), or what else its media type says. */
type AnswerWith<R extends RouteSpec, S extends keyof R['responses'] & number> =
  | TextAnswer<S>
  | StreamedAnswer<S>
  | (ResponseOf<R, S> extends undefined
      ? AnswerBase<S>
      : AnswerBase<S> & { readonly json: DeepReadonly<ResponseOf<R, S>> })

/** Any answer, as it is written out. */
export type Answer = AnswerBase<number> & {
  readonly json?: unknown
  readonly type?: string
  readonly text?: string
  readonly stream?: AsyncIterable<string | Uint8Array>
}

export type AnswerOf<R extends RouteSpec> = {
  [S in keyof R['responses'] & number]: AnswerWith<R, S>
}[keyof R['responses'] & number]

/** Carries out a route. What goes wrong is thrown as an `AppError`. */
export type Handler<R extends RouteSpec> = (call: Call<R>) => Promise<AnswerOf<R>>

/** One handler for each route: a missing one does not compile. */
export type HandlerMap = { readonly [Id in RouteId]: Handler<RouteOf<Id>> }

/** The handlers of one resource. */
export type ResourceHandlers<Resource extends string> = {
  readonly [Id in RouteId as Id extends `${Resource}.${string}` ? Id : never]: HandlerMap[Id]
}
