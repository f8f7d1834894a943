import { AppError, type Breakpoint, type FieldError, type Plan } from '@countersign/core'
import type { ExecutionOperations } from '../../client-operations.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { Hosts } from './hosts.ts'
import { postAndWait } from './letter.ts'

/** See `ExecutionOperations.leaveBreakpoint`. */
export function createBreakpointLeaver({ hosts }: { readonly hosts: Hosts }): ExecutionOperations['leaveBreakpoint'] {
  return ({ tenant, actor, origin }, executionId, { breakpoints } = {}) =>
    postAndWait(hosts, executionId, async (hot) => {
      assertTenant(hot, tenant, executionId)
      const { state } = hot.execution
      if (state !== 'BREAKPOINT') {
        const text = `Execution is not suspended at a breakpoint: ${executionId} is ${state}`
        throw new AppError('EXECUTION_NOT_AT_BREAKPOINT', text)
      }
      if (breakpoints !== undefined) assertBreakpoints(hot.plan, breakpoints)
      const given = breakpoints === undefined ? {} : { breakpoints }
      return { proposal: { events: [{ kind: 'leave-breakpoint', actor, origin, ...given }] }, outcome: undefined }
    })
}

/**
 * A breakpoint that names no task would never stop anything, and whoever set it would not know.
 * @throws AppError REQUEST_INVALID
 */
export function assertBreakpoints(plan: Plan, breakpoints: readonly Breakpoint[]): void {
  const unknown = breakpoints.filter(({ taskId }) => !plan.nodes.has(taskId))
  const fields = unknown.map(({ taskId }): FieldError => {
    const message = `The flow has no task \`${taskId}\` to stop before`
    return { field: 'breakpoints', code: 'unknown-task', message }
  })
  const [first] = fields
  if (first !== undefined) throw new AppError('REQUEST_INVALID', first.message, { fields })
}
