import { FORM_TYPE, JSON_TYPE, MULTIPART_TYPE, type RouteSpec } from '@countersign/contract'
import { AppError } from '@countersign/core'
import { JsonSyntaxError, parseJson } from '@countersign/expression'
import type { FastifyInstance } from 'fastify'
import { mediaTypeOf } from './media-check.ts'
import { type FormContent, readMultipartForm } from './multipart-form.ts'
import { invalidRequest, parseWith } from './parse-with.ts'
import { createUploadSpool } from './upload-spool.ts'
import { writeJson } from './write-json.ts'

/** How large bodies may be, in bytes. */
interface BodyLimits {
  /** Of bodies and texts of forms, which are kept in memory. */
  readonly textBytes: number
  /** Of forms with files, which are kept below `uploadDirectory` until the request is answered. */
  readonly uploadBytes: number
  readonly uploadDirectory: string
}

/** A body as the parsers leave it: text, or the parts of a form. */
type RawBody = string | FormContent | undefined

/**
 * Reads bodies: multipart part by part, everything else as text up to the limit. What a text means is for the route to say.
 * Files are taken for routes that want them only: the others are open to more people, some of them without a login.
 */
export function installBodyParsers(app: FastifyInstance, limits: BodyLimits): void {
  const { textBytes, uploadBytes, uploadDirectory } = limits
  app.removeAllContentTypeParsers()
  app.decorateRequest('spool', null)
  app.addContentTypeParser(MULTIPART_TYPE, (request, payload, done) => {
    const { route } = request.routeOptions.config
    if (route === undefined) return done(null, undefined)
    const takesFiles = route.body?.content[MULTIPART_TYPE] !== undefined
    const spool = createUploadSpool(uploadDirectory)
    request.spool = spool
    const limits = { textBytes, bodyBytes: takesFiles ? uploadBytes : textBytes }
    const source = { payload, headers: request.headers, spool, limits }
    readMultipartForm(source).then(
      (form) => done(null, form),
      (error) => spool.discard().finally(() => done(error)),
    )
  })
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text))
}

/**
 * The parsed body of a call with its media type; null when there is none and none is needed.
 *
 * @throws AppError REQUEST_INVALID
 */
export function parseBody(
  route: RouteSpec,
  raw: RawBody,
  headers: Parameters<typeof mediaTypeOf>[0],
): { readonly type: string; readonly value: unknown } | null {
  const { body } = route
  if (body === undefined) return null
  if (raw === undefined || raw === '') {
    if (!body.required) return null
    throw invalidRequest([
      { field: 'body', code: 'missing', message: `must be given: send ${Object.keys(body.content).join(' or ')}` },
    ])
  }
  const type = mediaTypeOf(headers) || (Object.keys(body.content)[0] ?? '')
  if (body.anyType === true) return { type, value: typeof raw === 'string' ? raw : writeJson(fieldsOf(raw)) }
  const schema = body.content[type]
  if (schema === undefined)
    throw new AppError('MEDIA_TYPE_UNSUPPORTED', `A body of type \`${type}\` is not taken here.`)
  if (typeof raw !== 'string') return { type, value: raw }
  if (body.verbatim === true) return { type, value: raw }
  if (type === JSON_TYPE) return { type, value: parseWith(schema, readJson(raw), 'body') }
  if (type === FORM_TYPE) return { type, value: parseWith(schema, readForm(raw), 'body') }
  return { type, value: parseWith(schema, raw, 'body') }
}

/** The text fields of a form by name; repeated ones are lists. */
function fieldsOf({ fields }: FormContent): Readonly<Record<string, string | readonly string[]>> {
  const texts = new Map<string, string[]>()
  for (const { name, value } of fields) texts.set(name, [...(texts.get(name) ?? []), value])
  return Object.fromEntries(
    [...texts].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  )
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw invalidRequest([{ field: 'body', code: 'json', message: `cannot be read: ${error.message}` }])
  }
}

/** Repeated names become lists. */
function readForm(text: string): unknown {
  const params = new URLSearchParams(text)
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name)
      return [name, values.length === 1 ? values[0] : values]
    }),
  )
}
