import * as z from 'zod'
import type { ResponseSpec } from './route.ts'
import { WIRE_SCHEMA } from './schema/query-value.ts'

export const JSON_TYPE = 'application/json'
export const MULTIPART_TYPE = 'multipart/form-data'
export const FORM_TYPE = 'application/x-www-form-urlencoded'
export const TEXT_TYPE = 'text/plain'
export const OCTET_STREAM_TYPE = 'application/octet-stream'
export const EVENT_STREAM_TYPE = 'text/event-stream'

/**
 * Media types under which flow sources are taken. Kestra 1.3 takes the first alone; users send the others too
 * (observed/api.md C17, marked as a deviation).
 */
export const YAML_TYPES = ['application/x-yaml', 'application/yaml', 'text/yaml', 'text/x-yaml', TEXT_TYPE] as const

/** A JSON answer. */
export function jsonResponse<const S extends z.ZodType>(
  description: string,
  schema: S,
): { readonly description: string; readonly content: { readonly 'application/json': S } } {
  return { description, content: { [JSON_TYPE]: schema } }
}

/** An answer of plain bytes, to be stored and never shown. */
export function binaryResponse(description: string): ResponseSpec {
  const schema = z.string().meta({ [WIRE_SCHEMA]: { type: 'string', format: 'binary' } })
  const headers = { 'Content-Disposition': 'Always `attachment`, with the name of the file' }
  return { description, headers, content: { [OCTET_STREAM_TYPE]: schema } }
}

/** An answer without a body. */
export function emptyResponse(description: string): ResponseSpec {
  return { description }
}

/** A YAML body under every media type that flow sources are taken in. */
export function yamlContent(description: string): Readonly<Record<(typeof YAML_TYPES)[number], z.ZodString>> {
  const schema = z.string().meta({ description })
  return {
    'application/x-yaml': schema,
    'application/yaml': schema,
    'text/yaml': schema,
    'text/x-yaml': schema,
    'text/plain': schema,
  }
}
