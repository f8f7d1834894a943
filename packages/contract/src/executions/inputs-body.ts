import * as z from 'zod'
import { FORM_TYPE, JSON_TYPE, MULTIPART_TYPE } from '../media-type.ts'
import type { BodySpec } from '../route.ts'
import { WIRE_SCHEMA } from '../schema/query-value.ts'

/**
 * Multipart inputs (api.md 1.10): part name = input id, dotted ids nest; a part with a filename is a file. The old form of
 * a file, part name `files` and filename = input id, works too. The handler reads the stream itself: this schema documents.
 */
const multipartInputsSchema = z.record(z.string(), z.unknown()).meta({
  id: 'MultipartInputs',
  [WIRE_SCHEMA]: {
    type: 'object',
    description: 'One part per input, named by its id; a file as a part with a filename.',
    additionalProperties: { type: 'string' },
  },
})

/** Inputs as JSON: members named by input id, values typed or as text. Not in Kestra 1.3 (415 there). */
const jsonInputsSchema = z.record(z.string(), z.unknown()).meta({
  description: 'Input values by input id.',
})

/** The optional body of every call that carries inputs. */
export const inputsBody = {
  required: false,
  content: {
    [MULTIPART_TYPE]: multipartInputsSchema,
    [JSON_TYPE]: jsonInputsSchema,
    [FORM_TYPE]: jsonInputsSchema,
  },
} as const satisfies BodySpec
