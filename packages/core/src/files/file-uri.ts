import { AppError } from '../errors/app-error.ts'
import { slug } from './slug.ts'

/** What every URI of the internal storage begins with. */
export const FILE_SCHEME = 'kestra://'

/** An execution as far as it says where its files are. */
export interface FileOwner {
  readonly namespace: string
  readonly flowId: string
  readonly id: string
}

/** True for a text that is meant as a URI of the internal storage. */
export function isFileUri(text: string): boolean {
  return text.startsWith(`${FILE_SCHEME}/`)
}

/** `kestra:///company/team/my-flow/executions/<id>/`: everything that an execution stores is below it. */
export function executionFilesPrefix({ namespace, flowId, id }: FileOwner): string {
  return `${FILE_SCHEME}/${namespace.replaceAll('.', '/')}/${slug(flowId)}/executions/${id}/`
}

/** Where a task run stores files: below the execution's prefix, `tasks/<task>/<task run>/`. */
export function taskFilesPrefix(execution: FileOwner, taskId: string, taskRunId: string): string {
  return `${executionFilesPrefix(execution)}tasks/${slug(taskId)}/${taskRunId}/`
}

/** Where a task keeps files from one execution to the next; `variant` tells the values of a loop apart (engine.md 8.1). */
export function taskCacheUri(
  { namespace, flowId }: Pick<FileOwner, 'namespace' | 'flowId'>,
  taskId: string,
  variant: string | null,
): string {
  const folder = `${FILE_SCHEME}/${namespace.replaceAll('.', '/')}/${slug(flowId)}/${slug(taskId)}/cache/`
  return `${folder}${variant === null ? '' : `${variant}/`}cache.tar.gz`
}

/** Where the files of an input are: below the execution's prefix, `inputs/<input>/`. */
export function inputFilesPrefix(execution: FileOwner, inputId: string): string {
  return `${executionFilesPrefix(execution)}inputs/${safeSegment(inputId)}/`
}

/**
 * The segments of a file's path, decoded, in a form in which none can lead anywhere else.
 *
 * @throws AppError FILE_URI_INVALID for another scheme, for `.` and `..`, empty segments, and characters that a file system
 *   does not take or takes as something else (control characters, backslashes)
 * @example filePath('kestra:///a/b%20c.txt') // ['a', 'b c.txt']
 */
export function filePath(uri: string): readonly string[] {
  if (!isFileUri(uri)) throw invalidUri(uri, `it must begin with \`${FILE_SCHEME}/\``)
  return pathSegments(
    uri.slice(FILE_SCHEME.length + 1).replace(/[?#].*$/s, ''),
    (problem) => invalidUri(uri, problem),
    decodeSegment,
  )
}

/**
 * The segments of a prefix such as `kestra:///company/team/`; none for the root.
 * @throws AppError FILE_URI_INVALID, also when it does not end in `/`
 */
export function filePrefixPath(prefix: string): readonly string[] {
  if (!prefix.endsWith('/')) throw invalidUri(prefix, 'a prefix must end in `/`')
  return prefix === `${FILE_SCHEME}/` ? [] : filePath(prefix.slice(0, -1))
}

/** The URI of a path's segments: the reverse of `filePath`. */
export function fileUri(segments: readonly string[]): string {
  return `${FILE_SCHEME}/${segments.map(encodeSegment).join('/')}`
}

/**
 * The segments of a relative name such as `reports/2026.csv` that a task or a person gives a file.
 *
 * @throws AppError FILE_URI_INVALID for a name that leads out of its folder or holds what a file system does not take
 */
export function relativeSegments(name: string): readonly string[] {
  return pathSegments(
    name.replace(/^\/+/, ''),
    (problem) => invalidName(name, problem),
    (segment) => segment,
  )
}

/** `prefix` followed by `name`, which may have folders. @throws AppError FILE_URI_INVALID, see `relativeSegments` */
export function fileBelow(prefix: string, name: string): string {
  return `${prefix}${relativeSegments(name).map(encodeSegment).join('/')}`
}

const MAX_PATH_LENGTH = 1_024
const MAX_SEGMENT_BYTES = 255

function pathSegments(
  path: string,
  problem: (text: string) => AppError,
  decode: (segment: string) => string | null,
): readonly string[] {
  if (path.length > MAX_PATH_LENGTH) throw problem(`it is longer than ${MAX_PATH_LENGTH} characters`)
  return path.split('/').map((written) => {
    const segment = decode(written)
    if (segment === null) throw problem('it has a `%` that is no escape')
    if (segment === '') throw problem('it has an empty part')
    if (segment === '.' || segment === '..') throw problem('it must not contain `.` or `..` as a part')
    if (/[\\/]/.test(segment) || hasControl(segment))
      throw problem('it contains a control character, a backslash or an escaped slash')
    if (new TextEncoder().encode(segment).length > MAX_SEGMENT_BYTES)
      throw problem(`a part of it is longer than ${MAX_SEGMENT_BYTES} bytes`)
    return segment
  })
}

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment)
  } catch {
    return null
  }
}

/** Leaves readable what a URI can hold; `%`, `?`, `#`, blanks and the like are escaped. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/%(?:2B|40|3A|24|2C|3B|3D|26)/g, decodeURIComponent)
}

/** Ids of inputs hold letters, digits, dots, dashes and underscores only, so none needs an escape. */
function safeSegment(id: string): string {
  return relativeSegments(id).map(encodeSegment).join('/')
}

function invalidUri(uri: string, problem: string): AppError {
  return new AppError('FILE_URI_INVALID', `\`${shortened(uri)}\` is no address of a stored file: ${problem}`)
}

function invalidName(name: string, problem: string): AppError {
  return new AppError('FILE_URI_INVALID', `\`${shortened(name)}\` cannot be the name of a file: ${problem}`)
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

/** True for a text with one of the control characters of ASCII: they must not reach a file system. */
function hasControl(text: string): boolean {
  return [...text].some((char) => char < ' ' || char === '\u007f')
}
