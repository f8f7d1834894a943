import type { FlowCount, Storage } from '@countersign/core'
import { isTerminated, STATES } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { presentFlowForExecution } from '../flows/present-flow-for-execution.ts'
import { toInstant } from '../shared/instant.ts'

type OverviewHandlers = Pick<
  ResourceHandlers<'executions'>,
  'executions.latest' | 'executions.namespaces' | 'executions.flowsOfNamespace' | 'executions.concurrencyLimits'
>

/** Everything on one page. */
const ALL = { page: 1, size: Number.MAX_SAFE_INTEGER, sort: [] } as const
const NEWEST = { page: 1, size: 1, sort: [{ field: 'state.startDate', descending: true }] } as const
const LIVE = STATES.filter((state) => !isTerminated(state))

/** What there is to start, what ran last, and how full it is (api.md 3.2). */
export function createOverviewHandlers({ storage }: Pick<AppPorts, 'storage'>): OverviewHandlers {
  const { executions, flows } = storage
  return {
    async 'executions.latest'({ tenant, body, permit }) {
      const found = await Promise.all(
        body.value.map(async ({ namespace, id }) => {
          if (id === undefined) return []
          permit(namespace)
          const search = { namespace: exactly(namespace), flowId: exactly(id), kinds: ['NORMAL' as const] }
          return (await executions.search(tenant, search, NEWEST)).items
        }),
      )
      const json = found.flat().map(({ id, flowId, namespace, createdAt, state }) => {
        return { id, flowId, namespace, startDate: toInstant(createdAt), status: state }
      })
      return { status: 200, json }
    },
    async 'executions.namespaces'({ tenant }) {
      return { status: 200, json: [...(await flows.namespaces(tenant))] }
    },
    async 'executions.flowsOfNamespace'({ tenant, params: { namespace } }) {
      const { items } = await flows.search(tenant, { namespace: exactly(namespace) }, ALL)
      return { status: 200, json: items.filter((flow) => !flow.disabled).map(presentFlowForExecution) }
    },
    async 'executions.concurrencyLimits'({ tenant }) {
      const running = await executions.countByFlow(tenant, { states: { values: LIVE, negated: false } })
      const counts = await Promise.all(running.map((flow) => slotsOf(storage, tenant, flow)))
      const results = counts.flat()
      return { status: 200, json: { results, total: results.length } }
    },
  }
}

function exactly(value: string) {
  return [{ operator: 'EQUALS' as const, values: [value] }]
}

/** Nothing for flows without a limit. */
async function slotsOf(
  { executions, flows }: Pick<Storage, 'executions' | 'flows'>,
  tenant: string,
  { namespace, flowId }: FlowCount,
) {
  const limit = (await flows.find(tenant, namespace, flowId))?.concurrency?.limit
  if (limit === undefined) return []
  const uses = await executions.slotsOf(tenant, namespace, flowId)
  const queued = uses.filter(({ state }) => state === 'QUEUED').length
  // One that waits for its scheduled start, or frees its place while a gate waits, takes none.
  const holders = uses.filter(({ state, slotReleased }) => state !== 'QUEUED' && state !== 'CREATED' && !slotReleased)
  return [{ tenantId: tenant, namespace, flowId, running: holders.length, queued, limit }]
}
