import { AppError, filePath, relativeSegments } from '@countersign/core'

/** Kestra shows the sources of flows here; nobody may write or read files of that name. */
const RESERVED_FOLDER = '_flows'

/** What a URI names among the files of namespaces. */
export interface NamespaceFileAddress {
  readonly namespace: string
  readonly path: string
  readonly version?: number
}

/**
 * The path of a namespace file as it is stored: without a slash at its start.
 * @throws AppError FILE_URI_INVALID for a path that leads out of the namespace, or into the reserved folder
 */
export function namespacePath(path: string): string {
  if (/(?:^|[/\\])\.\.(?:[/\\]|$)/.test(path)) {
    const text = `\`${path}\` cannot be the path of a file: name it by its full path, without \`..\``
    throw new AppError('FILE_URI_INVALID', text)
  }
  const segments = relativeSegments(path)
  if (segments[0] === RESERVED_FOLDER) throw new AppError('FILE_URI_INVALID', `Forbidden path: ${path}`)
  return segments.join('/')
}

/**
 * Reads `nsfile:///path` (of `namespace`), `nsfile://other.namespace/path` and `kestra:///name/space/_files/path`, each with an
 * optional `?version=n`; null for every other URI.
 * @throws AppError FILE_URI_INVALID
 */
export function namespaceFileAddress(uri: string, namespace: string): NamespaceFileAddress | null {
  const [, version] = /\?(?:version|revision)=(\d+)$/.exec(uri) ?? []
  const at = version === undefined ? {} : { version: Number(version) }
  const written = uri.replace(/[?#].*$/s, '')
  if (written.startsWith('nsfile://')) {
    const [, authority = '', path = ''] = /^nsfile:\/\/([^/]*)\/?(.*)$/s.exec(written) ?? []
    return { namespace: authority === '' ? namespace : authority, path: namespacePath(decoded(path, uri)), ...at }
  }
  const segments = filePath(written)
  const root = segments.indexOf('_files')
  if (root < 1) return null
  return {
    namespace: segments.slice(0, root).join('.'),
    path: namespacePath(segments.slice(root + 1).join('/')),
    ...at,
  }
}

function decoded(path: string, uri: string): string {
  try {
    return decodeURIComponent(path)
  } catch (cause) {
    throw new AppError('FILE_URI_INVALID', `\`${uri}\` is no address of a file: it has a \`%\` that is no escape`, {
      cause,
    })
  }
}
