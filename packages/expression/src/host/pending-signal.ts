import { stringifyJson } from '../json/stringify-json.ts'
import type { Value } from '../value/value.ts'
import type { HostQuestion } from './host.ts'

/**
 * Ends a rendering that needs an answer which is not known yet. No operator, filter or test catches it. Whoever rendered
 * finds the answer to `kind` and `args` out, remembers it under `key`, and renders again.
 */
export class PendingSignal extends Error {
  override readonly name = 'PendingSignal'
  readonly kind: string
  readonly args: readonly Value[]
  readonly key: string

  constructor(question: HostQuestion) {
    super(`The rendering waits for an answer to \`${question.kind}\`.`)
    this.kind = question.kind
    this.args = question.args
    this.key = question.key
  }
}

/** True for the signal that a rendering waits for the host. */
export function isPendingSignal(error: unknown): error is PendingSignal {
  return error instanceof PendingSignal
}

/** The key of a question: equal for equal kinds and arguments. */
export function questionKey(kind: string, args: readonly Value[]): string {
  return `${kind}${stringifyJson(args)}`
}
