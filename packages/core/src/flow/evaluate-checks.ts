import { messageOf } from '../errors/message-of.ts'
import type { PropertyRenderer } from '../task/property.ts'
import { CHECK_BEHAVIORS, type CheckBehavior, type CreationCheck } from './policies.ts'

/** What evaluating needs from outside. */
interface ChecksContext {
  /** In the context of the execution that would be created, with its inputs. */
  readonly renderer: Pick<PropertyRenderer, 'typed'>
  /** True for the signal that an answer of the host is missing: it is thrown on untouched. */
  isPending(error: unknown): boolean
}

/**
 * The checks of a flow that do not hold. Only true (or the text `true`) holds. One that cannot be evaluated blocks the
 * execution and says why: nobody may get past a check by making it fail.
 */
export function failingChecks(checks: readonly CreationCheck[], context: ChecksContext): readonly CreationCheck[] {
  return checks.flatMap((check) => {
    try {
      const value = context.renderer.typed(check.condition)
      const holds = value === true || (typeof value === 'string' && value.trim().toLowerCase() === 'true')
      return holds ? [] : [check]
    } catch (error) {
      if (context.isPending(error)) throw error
      const message = `${check.message} (This check could not be evaluated: ${messageOf(error)})`
      return [{ ...check, message, style: 'ERROR', behavior: 'BLOCK_EXECUTION' }]
    }
  })
}

/** What several failing checks do together: the most restrictive wins. Null when none failed. */
export function combinedBehavior(failing: readonly CreationCheck[]): CheckBehavior | null {
  return CHECK_BEHAVIORS.find((behavior) => failing.some((check) => check.behavior === behavior)) ?? null
}
