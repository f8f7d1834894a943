import { type ExecutionStore, isTerminated, STATES } from '@countersign/core'
import type { Readers } from '../dialects/readers.ts'
import { toState } from '../rows/execution-row.ts'

/** Begun or queued, and not terminated. */
const SLOT_STATES = STATES.filter((state) => state !== 'CREATED' && !isTerminated(state))

/** What the limits on executions that run at once are kept by. */
export function createSlotReads({ large }: Readers): Pick<ExecutionStore, 'slotsOf' | 'queuedFlows'> {
  return {
    slotsOf: async (tenant, namespace, flowId) => {
      const rows = await large
        .selectFrom('executions')
        .select(['id', 'state', 'slot_released'])
        .where('tenant', '=', tenant)
        .where('state', 'in', SLOT_STATES)
        .where('namespace', '=', namespace)
        .where('flow_id', '=', flowId)
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({ id: row.id, state: toState(row.state), slotReleased: row.slot_released === 1 }))
    },
    queuedFlows: async (tenant) => {
      const rows = await large
        .selectFrom('executions')
        .select(['namespace', 'flow_id'])
        .distinct()
        .where('tenant', '=', tenant)
        .where('state', '=', 'QUEUED')
        .execute()
      return rows.map((row) => ({ namespace: row.namespace, flowId: row.flow_id }))
    },
  }
}
