import { coerced, type InputKind, refused } from '../input-kind.ts'

const STORED = /^(?:kestra|nsfile):\/\/\S+$/

/**
 * A file of the internal storage, by its URI. Kestra takes any other text as a path on the server's own disk; that would
 * let a caller read the server's files, so it is refused.
 */
export const fileInput: InputKind = {
  type: 'FILE',
  description: 'An uploaded file; the value is its address in the internal storage.',
  members: ['extension', 'accept', 'allowedFileExtensions'],
  isText: true,
  coerce: (raw) => {
    if (typeof raw === 'string' && STORED.test(raw)) return coerced(raw)
    return refused('be an uploaded file, or the address of a stored one (`kestra:///…`)')
  },
  check: (value, { allowedFileExtensions }) => {
    if (allowedFileExtensions === undefined || typeof value !== 'string') return undefined
    const name = value.toLowerCase()
    if (allowedFileExtensions.some((extension) => name.endsWith(extension.toLowerCase()))) return undefined
    return { code: 'INPUT_CHOICE', must: `be a file that ends in ${allowedFileExtensions.join(', ')}` }
  },
}
