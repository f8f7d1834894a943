import * as z from 'zod'

/** The beginning of a file (api.md 2.7): text, records, or an image or document in Base64. */
export const filePreviewSchema = z
  .object({
    extension: z.string(),
    type: z.enum(['TEXT', 'LIST', 'IMAGE', 'MARKDOWN', 'PDF']),
    /** A text; a list of records for LIST. */
    content: z.unknown(),
    maxLine: z.int(),
    truncated: z.boolean(),
  })
  .meta({ id: 'FilePreview' })

export type FilePreview = z.output<typeof filePreviewSchema>

export const fileSizeSchema = z.object({ size: z.int() }).meta({ id: 'FileMetas' })
