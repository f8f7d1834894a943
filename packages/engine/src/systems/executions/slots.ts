import {
  type Execution,
  type ExecutionStore,
  type Flow,
  isTerminated,
  type SlotUse,
  type TenantStore,
  type Write,
} from '@countersign/core'
import type { FlowLibrary } from '../flows/flow-library.ts'
import type { Hosts } from './hosts.ts'
import { eventLetter } from './letter.ts'

/** Keeps to the limits on executions of a flow that run at once. */
export interface Slots {
  /** What the limit of its flow says about an execution that is to begin. It has its slot from here on when nothing speaks against it. */
  admit(execution: Execution, flow: Flow): Promise<Refusal | undefined>
  /** Takes notice of what was committed: slots become free, and queued executions begin in the order in which they came. */
  observe(write: Write): void
  /** Lets queued executions begin whose predecessors ended while no process was there to notice. */
  recover(): Promise<void>
}

type Refusal = NonNullable<Flow['concurrency']>['behavior']

interface SlotsOptions {
  readonly executions: Pick<ExecutionStore, 'slotsOf' | 'queuedFlows'>
  readonly tenants: TenantStore
  readonly library: FlowLibrary
  readonly hosts: Pick<Hosts, 'post'>
}

/** The executions of one flow that have a slot, and those that wait for one. */
interface Room {
  limit: number
  readonly holders: Set<string>
  readonly queue: Set<string>
}

type Place = Pick<Execution, 'tenant' | 'namespace' | 'flowId'>

/**
 * Which executions have a slot is read once from their rows and then kept by what is committed, so that it never differs from
 * them. An execution that was admitted has its slot before it begins: of many that come at once, no more begin than may.
 */
export function createSlots(options: SlotsOptions): Slots {
  const { executions, tenants, library, hosts } = options
  const rooms = new Map<string, Promise<Room>>()
  const open = new Map<string, Room>()

  function roomOf(place: Place, limit: number): Promise<Room> {
    const key = keyOf(place)
    const known = rooms.get(key) ?? enter(place, key, limit)
    rooms.set(key, known)
    return known
  }

  async function enter({ tenant, namespace, flowId }: Place, key: string, limit: number): Promise<Room> {
    try {
      const uses = await executions.slotsOf(tenant, namespace, flowId)
      const room = { limit, holders: idsOf(uses, holdsSlot), queue: idsOf(uses, ({ state }) => state === 'QUEUED') }
      open.set(key, room)
      return room
    } catch (error) {
      rooms.delete(key)
      throw error
    }
  }

  /** Begins as many as may. One that is gone by then gives its slot back. */
  function fill(room: Room): void {
    for (const id of room.queue) {
      if (room.holders.size >= room.limit) return
      room.queue.delete(id)
      room.holders.add(id)
      const failed = () => {
        room.holders.delete(id)
        fill(room)
      }
      hosts.post(id, eventLetter({ kind: 'dequeued' }, { failed }))
    }
  }

  function note(room: Room, id: string, use: Execution | null): void {
    if (use?.state === 'QUEUED') {
      if (!room.holders.has(id)) room.queue.add(id)
    } else if (use?.state !== 'CREATED') {
      room.queue.delete(id)
      if (use !== null && stillHolds(use)) room.holders.add(id)
      else room.holders.delete(id)
    }
    fill(room)
  }

  return {
    async admit(execution, flow) {
      if (flow.concurrency === null) return undefined
      const { limit, behavior } = flow.concurrency
      const room = await roomOf(execution, limit)
      room.limit = limit
      if (room.holders.has(execution.id)) return undefined
      // Whoever waits already comes first.
      if (room.holders.size >= limit || room.queue.size > 0) return behavior
      room.holders.add(execution.id)
      return undefined
    },
    observe(write) {
      if (open.size === 0) return
      if (write.kind === 'execution-insert' || write.kind === 'execution-update') {
        const room = open.get(keyOf(write.row))
        if (room !== undefined) note(room, write.row.id, write.row)
      } else if (write.kind === 'execution-delete') {
        for (const room of open.values()) {
          if (room.holders.has(write.executionId) || room.queue.has(write.executionId))
            note(room, write.executionId, null)
        }
      }
    },
    async recover() {
      for (const tenant of await tenants.list()) {
        for (const { namespace, flowId } of await executions.queuedFlows(tenant)) {
          const plan = await library.latest(tenant, namespace, flowId)
          const limit = plan?.flow.concurrency?.limit ?? Number.POSITIVE_INFINITY
          fill(await roomOf({ tenant, namespace, flowId }, limit))
        }
      }
    },
  }
}

function keyOf({ tenant, namespace, flowId }: Place): string {
  return `${tenant}\0${namespace}\0${flowId}`
}

function idsOf(uses: readonly SlotUse[], wanted: (use: SlotUse) => boolean): Set<string> {
  return new Set(uses.filter(wanted).map(({ id }) => id))
}

function holdsSlot({ state, slotReleased }: SlotUse): boolean {
  return state !== 'QUEUED' && !slotReleased
}

/** What has ended holds its slot until `afterExecution` is over as well. */
function stillHolds({ state, slotReleased, progress }: Execution): boolean {
  return isTerminated(state) ? progress.branch !== 'done' : !slotReleased
}
