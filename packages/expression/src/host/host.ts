import type { Value } from '../value/value.ts'
import { PendingSignal, questionKey } from './pending-signal.ts'

/**
 * What built-in functions ask of the world outside, with the arguments of each question in order. Absent optional arguments
 * are null. `namespace` is never null: it is the flow's own unless the template names another.
 *
 * | kind | arguments | value of the answer |
 * | --- | --- | --- |
 * | `secret` | namespace, key, subkey, full | the secret's text (a JSON value where `full` or `subkey` reach into one) |
 * | `kv` | namespace, key | the stored value, or `{missing: true}` under `absent` (see `HostAnswer`) |
 * | `read` | namespace, path or URI, version | the file's text |
 * | `fileSize` | namespace, path or URI | bytes |
 * | `fileExists` | namespace, path or URI | boolean |
 * | `isFileEmpty` | namespace, path or URI | boolean |
 * | `http` | `{uri, method, query, body, contentType, headers, options, accept}` | the parsed body |
 * | `errorLogs` | (none) | list of ERROR log entries |
 * | `appLink` | appId, baseUrl | link |
 * | `credential` | key | text |
 * | `subflow` | namespace, id, inputs, revision, labels, timeout | the outputs of the finished execution |
 * | `publicHoliday` | ISO date, country code, subdivision | boolean |
 */
export type HostFunction =
  | 'secret'
  | 'kv'
  | 'read'
  | 'fileSize'
  | 'fileExists'
  | 'isFileEmpty'
  | 'http'
  | 'errorLogs'
  | 'appLink'
  | 'credential'
  | 'subflow'
  | 'publicHoliday'

/** A question to the host. Equal questions have equal keys, under which the caller remembers answers. */
export interface HostQuestion {
  readonly kind: string
  readonly args: readonly Value[]
  readonly key: string
}

/**
 * The answer to a question. `absent: true` says that the thing asked for does not exist (a kv key, a secret, a file), which some
 * functions turn into null; other failures carry a message that becomes the error of the expression.
 */
export type HostAnswer =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string; readonly absent?: boolean }

/**
 * The port through which functions reach outside. `answer` returns undefined while it does not know: then the rendering ends
 * with a pending signal, the caller finds the answer out and renders again.
 */
export interface ExpressionHost {
  answer(question: HostQuestion): HostAnswer | undefined
}

/**
 * Asks the host, for functions and for lazy views: the answer, or a pending signal when the host does not know it yet.
 *
 * @throws PendingSignal
 */
export function askHost(host: ExpressionHost, kind: string, args: readonly Value[]): HostAnswer {
  const question = { kind, args, key: questionKey(kind, args) }
  const answer = host.answer(question)
  if (answer === undefined) throw new PendingSignal(question)
  return answer
}
