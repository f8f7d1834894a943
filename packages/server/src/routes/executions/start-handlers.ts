import { JSON_TYPE } from '@countersign/contract'
import { parseBreakpoint } from '@countersign/core'
import type { CreateExecution } from '@countersign/engine'
import type { AppPorts } from '../../app/app-ports.ts'
import type { Call, ResourceHandlers, RouteOf } from '../../app/route-handler.ts'
import { presentValidation } from '../shared/present-validation.ts'
import { readInputs } from '../shared/read-inputs.ts'
import { readLabels } from '../shared/read-labels.ts'
import { executionUrl, presentCreated } from './present-execution.ts'
import type { ExecutionWriter } from './write-execution.ts'

type StartPorts = Pick<AppPorts, 'engine' | 'facts'> & { readonly writer: ExecutionWriter }
type StartHandlers = Pick<
  ResourceHandlers<'executions'>,
  'executions.create' | 'executions.trigger' | 'executions.validate'
>

/** Value of the label `system.from` of what the API starts (observed/api.md D29). */
const FROM = 'api'

/** Starting executions (api.md 3.1). */
export function createStartHandlers({ engine, facts, writer }: StartPorts): StartHandlers {
  async function start(
    call: Pick<Call<RouteOf<'executions.trigger'>>, 'caller' | 'params' | 'query' | 'body' | 'signal'>,
    more: Pick<CreateExecution, 'scheduleAt' | 'kind' | 'breakpoints'> = {},
  ) {
    const { caller, params, query, body } = call
    const execution = await engine.createExecution(caller, {
      namespace: params.namespace,
      flowId: params.flowId,
      inputs: readInputs(body),
      labels: readLabels(query.labels),
      from: FROM,
      ...(query.revision === undefined ? {} : { revision: query.revision }),
      ...more,
    })
    const url = executionUrl(facts.url, execution)
    if (!query.wait) return { status: 200, json: presentCreated(execution, url) } as const
    const signal = AbortSignal.any([call.signal, AbortSignal.timeout(facts.waitLimitMs)])
    const ended = await engine.waitForEnd(caller.tenant, execution.id, signal)
    return { status: 200, type: JSON_TYPE, ...(await writer.write(ended, { url })) } as const
  }

  return {
    async 'executions.create'(call) {
      const { scheduleDate, kind = 'NORMAL', breakpoints = [] } = call.query
      return start(call, {
        kind,
        breakpoints: breakpoints.map(parseBreakpoint),
        ...(scheduleDate === undefined ? {} : { scheduleAt: Date.parse(scheduleDate) }),
      })
    },
    'executions.trigger': (call) => start(call),
    async 'executions.validate'({ tenant, params, query, body }) {
      readLabels(query.labels)
      const flow = { ...params, ...(query.revision === undefined ? {} : { revision: query.revision }) }
      const { inputs, checks } = await engine.reportInputs(tenant, flow, readInputs(body))
      return { status: 200, json: presentValidation(params, inputs, checks) }
    },
  }
}
