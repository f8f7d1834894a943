import type { InputDeclaration } from '../declaration.ts'
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
  check: (value, declaration) => {
    const endings = allowedEndings(declaration)
    if (endings === null || typeof value !== 'string') return undefined
    const name = value.toLowerCase()
    if (endings.some((ending) => name.endsWith(ending))) return undefined
    return { code: 'INPUT_CHOICE', must: `be a file that ends in ${endings.join(', ')}` }
  },
}

/**
 * Null when any file will do. Media types in `accept` (`image/*`) help people to choose in a form; what a file holds is not known
 * from its name, so that with them no name is refused, unless `allowedFileExtensions` says which endings count.
 */
function allowedEndings({ allowedFileExtensions, accept = [] }: InputDeclaration): readonly string[] | null {
  if (allowedFileExtensions === undefined && accept.some(isMediaType)) return null
  const endings = [...(allowedFileExtensions ?? []), ...accept].filter((item) => !isMediaType(item))
  if (endings.length === 0) return null
  return endings.map((item) => (item.startsWith('.') ? item : `.${item}`).toLowerCase())
}

function isMediaType(item: string): boolean {
  return item.includes('/')
}
