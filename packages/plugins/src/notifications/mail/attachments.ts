import { Readable } from 'node:stream'
import { p, type Rendered, type TaskContext } from '@countersign/plugin-sdk'

const properties = {
  name: p.string().mandatory().describe('Name of the file in the mail.'),
  uri: p.string().mandatory().describe('Address of the stored file.'),
  contentType: p.string().default('application/octet-stream'),
}

/** A list, or an expression or JSON text that gives one. */
export const attachmentsProperty = p.list(p.object(properties).mandatory())

/** Attachments as nodemailer takes them; each file is read when its turn comes. */
export function attachmentsOf(context: TaskContext, attachments: readonly Rendered<typeof properties>[]) {
  return attachments.map(({ name, uri, contentType }) => ({
    filename: name,
    contentType,
    content: Readable.from(readLate(context, uri)),
  }))
}

async function* readLate({ files }: TaskContext, uri: string): AsyncGenerator<Uint8Array> {
  yield* await files.read(uri)
}
