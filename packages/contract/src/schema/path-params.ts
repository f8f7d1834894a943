import * as z from 'zod'

/** Path parameters that several resources share. Their form is checked by the handlers: an unknown one is 404. */
export const namespaceParam = z.string().min(1)
export const flowIdParam = z.string().min(1)
const executionIdParam = z.string().min(1)
export const taskRunIdParam = z.string().min(1)

export const executionParams = z.object({ executionId: executionIdParam })
export const namespaceParams = z.object({ namespace: namespaceParam })
