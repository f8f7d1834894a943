import { AppError, type ApprovalStore, type Ids, SYSTEM_ACTOR } from '@countersign/core'
import type { EngineClient } from '../../client.ts'
import { assertTenant, openRequestOf, requestNotFound, settledRequestOf } from '../approvals/find-request.ts'
import { placeOfAnswer, placeOfInputs } from '../files/uploads.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import type { Admission } from './admission.ts'
import { findRunnable } from './execution-starter.ts'
import type { Hosts } from './hosts.ts'
import type { InputResolver } from './input-resolver.ts'

/** Nothing is created, so that it does not matter who would be named as the one who did. */
const NOBODY = { createdBy: SYSTEM_ACTOR, origin: { door: 'flow' } } as const

interface InputReportsOptions {
  readonly library: FlowLibrary
  readonly inputs: InputResolver
  readonly admission: Pick<Admission, 'failing'>
  readonly ids: Ids
  readonly hosts: Hosts
  readonly approvals: ApprovalStore
}

/** Stands for the id of the execution in addresses of files that are not stored. */
const UNBORN = 'not-started'

/** How forms stand with what was given so far; nothing is written. */
export function createInputReports({
  library,
  inputs,
  admission,
  ids,
  hosts,
  approvals,
}: InputReportsOptions): Pick<EngineClient, 'reportInputs' | 'reportAnswer'> {
  async function executionOf(tenant: string, requestId: string): Promise<string> {
    const found = await approvals.find(tenant, requestId)
    if (found === null) throw requestNotFound(requestId)
    return found.executionId
  }

  return {
    async reportInputs(tenant, flow, given) {
      const plan = await findRunnable(library, tenant, flow)
      const { reports, errors, values } = await inputs.ofFlow(
        plan,
        given,
        placeOfInputs({ ...plan.flow, flowId: plan.flow.id, id: UNBORN }),
      )
      // A check of inputs that are wrong themselves would only say so once more.
      if (errors.length > 0) return { inputs: reports, checks: [] }
      const planned = { ...NOBODY, id: ids.next(), plan, inputs: values, warnings: [], labels: [] }
      return { inputs: reports, checks: await admission.failing(planned) }
    },
    async reportAnswer(tenant, address, given) {
      const id = 'requestId' in address ? await executionOf(tenant, address.requestId) : address.executionId
      const hot = await hosts.read(id)
      assertTenant(hot, tenant, id)
      const open = openRequestOf(hot, address)
      if (open !== undefined)
        return (await inputs.ofRequest(open, hot, given, placeOfAnswer(open, hot.execution, UNBORN))).reports
      const settled = await settledRequestOf(approvals, hot, address)
      throw new AppError('EXECUTION_NOT_PAUSED', `Request ${settled.id} is settled; it takes no answer any more`)
    },
  }
}
