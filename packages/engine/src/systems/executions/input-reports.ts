import { AppError, type ApprovalStore, type ExecutionStore } from '@countersign/core'
import type { EngineClient } from '../../client.ts'
import { findRequest, openRequestOf } from '../approvals/find-request.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { findRunnable } from './execution-starter.ts'
import type { Hosts } from './hosts.ts'
import type { InputResolver } from './input-resolver.ts'

interface InputReportsOptions {
  readonly library: FlowLibrary
  readonly inputs: InputResolver
  readonly hosts: Hosts
  readonly approvals: ApprovalStore
  readonly executions: Pick<ExecutionStore, 'find'>
}

/** How forms stand with what was given so far; nothing is written. */
export function createInputReports(options: InputReportsOptions): Pick<EngineClient, 'reportInputs' | 'reportAnswer'> {
  const { library, inputs, hosts } = options
  return {
    async reportInputs(tenant, flow, given) {
      const plan = await findRunnable(library, tenant, flow)
      return (await inputs.ofFlow(plan, given)).reports
    },
    async reportAnswer(tenant, address, given) {
      const found = await findRequest(options, tenant, address)
      const hot = await hosts.read(found.executionId)
      const open = hot === null ? undefined : openRequestOf(hot, address, found)
      if (hot !== null && open !== undefined) return (await inputs.ofRequest(open, hot, given)).reports
      throw new AppError('EXECUTION_NOT_PAUSED', `Request ${found.id} is settled; it takes no answer any more`)
    },
  }
}
