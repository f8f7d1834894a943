import * as z from 'zod'
import { bulkErrorBodySchema } from '../errors.ts'
import { JSON_TYPE, jsonResponse } from '../media-type.ts'

/** How many items a bulk call changed. */
export const bulkCountSchema = z.object({ count: z.number().int() }).meta({ id: 'BulkCount' })

export type BulkCount = z.output<typeof bulkCountSchema>

/** Ids of executions, as bulk calls take them; also on DELETE. */
export const executionIdsBody = { required: true, content: { [JSON_TYPE]: z.array(z.string()) } } as const

/** All or nothing: the count, or the list of what stands in the way and nothing done. */
export const bulkResponses = {
  200: jsonResponse('How many were changed', bulkCountSchema),
  400: jsonResponse('At least one cannot be changed; nothing was done', bulkErrorBodySchema),
} as const
