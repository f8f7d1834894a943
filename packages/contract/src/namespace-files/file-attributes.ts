import * as z from 'zod'

/** What is known of a file or folder of a namespace (observed/api.md J88). Instants are milliseconds. */
export const fileAttributesSchema = z
  .object({
    type: z.enum(['File', 'Directory']),
    /** Bytes; 0 for a folder. */
    size: z.int(),
    /** The last part of the path; `_files` for the root. */
    fileName: z.string(),
    lastModifiedTime: z.int(),
    creationTime: z.int(),
    metadata: z.record(z.string(), z.string()),
  })
  .meta({ id: 'FileAttributes' })

export type FileAttributes = z.output<typeof fileAttributesSchema>

/** A version of a file of a namespace. */
export const fileRevisionSchema = z.object({ revision: z.int() }).meta({ id: 'FileRevision' })
