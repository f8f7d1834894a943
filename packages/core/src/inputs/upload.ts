import type { FileContent } from '../ports/file-storage.ts'
import type { InputDeclaration } from './declaration.ts'

/** A file as somebody sent it. Its content is kept by whoever received it for as long as the call lasts. */
export interface UploadedFile {
  /** As the sender calls it; null when the sender did not say. */
  readonly name: string | null
  /** Bytes. */
  readonly size: number
  /** SHA-256 of the content, lower-case hex. */
  readonly digest: string
  /** The content, from its start; may be called again. */
  open(): FileContent
}

const MAX_NAME_LENGTH = 200

/**
 * The name under which an uploaded file is stored: the last part of the sender's own, without what no file system takes; where
 * there is none, `upload` with the extension of the declaration (`.upl`, as in Kestra, unless the flow says otherwise).
 *
 * @example uploadName({ name: 'C:\\reports\\may.csv' }, declaration) // 'may.csv'
 */
export function uploadName({ name }: Pick<UploadedFile, 'name'>, { extension }: Pick<InputDeclaration, 'extension'>) {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? ''
  const safe = last.replace(/[\p{Cc}\p{Cs}]/gu, '').trim()
  if (safe !== '' && safe !== '.' && safe !== '..') return safe.slice(-MAX_NAME_LENGTH)
  return `upload${dotted(extension ?? '.upl')}`
}

function dotted(extension: string): string {
  return extension === '' || extension.startsWith('.') ? extension : `.${extension}`
}
