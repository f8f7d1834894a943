import { isPendingSignal } from '@countersign/expression'
import { InvariantError } from './invariant.ts'

/**
 * The message of an error that a flow's own content caused (an expression, a property, an output). Signals that wait for the
 * host, and bugs, are thrown on: they must never become a failed task.
 */
export function messageOf(error: unknown): string {
  if (isPendingSignal(error) || error instanceof InvariantError) throw error
  return error instanceof Error ? error.message : String(error)
}
