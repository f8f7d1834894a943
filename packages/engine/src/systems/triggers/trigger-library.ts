import {
  BUILTIN_TRIGGERS,
  compileTriggers,
  type Flow,
  type FlowStore,
  type FlowTrigger,
  type FlowTriggers,
  type Logger,
  type TaskCatalogue,
  type Trigger,
} from '@countersign/core'

/** The triggers of flows, read once for each revision, and those that follow other flows, at hand for every state change. */
export interface TriggerLibrary {
  of(flow: Flow): FlowTriggers
  find(flow: Flow, triggerId: string): Trigger | undefined
  /** Flow triggers of a tenant that are enabled, of flows that are. */
  listeners(tenant: string): readonly FlowTrigger[]
  /** Reads the flows that have triggers; nothing may happen to executions before that. */
  load(): Promise<readonly Flow[]>
  /** Call after a revision was written. */
  changed(flow: Flow): void
  /** True when executions of this trigger type hold a lock while they run. */
  locks(type: string): boolean
}

interface TriggerLibraryOptions {
  readonly flows: Pick<FlowStore, 'withTriggers'>
  readonly catalogue: TaskCatalogue
  readonly logger: Logger
}

export function createTriggerLibrary({ flows, catalogue, logger }: TriggerLibraryOptions): TriggerLibrary {
  const types = catalogue.triggers ?? BUILTIN_TRIGGERS
  const compiled = new WeakMap<Flow, FlowTriggers>()
  const byTenant = new Map<string, Map<string, readonly FlowTrigger[]>>()
  /** The same as one list for each tenant; made anew when one of its flows changed. */
  const lists = new Map<string, readonly FlowTrigger[]>()

  function of(flow: Flow): FlowTriggers {
    const known = compiled.get(flow)
    if (known !== undefined) return known
    const made = compileTriggers(flow, types)
    compiled.set(flow, made)
    for (const { id, message } of made.broken) {
      const { tenant, namespace, id: flowId } = flow
      logger.warn('A trigger cannot be used', { tenant, namespace, flowId, triggerId: id, reason: message })
    }
    return made
  }

  function changed(flow: Flow): void {
    const { tenant, namespace, id, deleted, disabled } = flow
    const own = byTenant.get(tenant) ?? new Map<string, readonly FlowTrigger[]>()
    byTenant.set(tenant, own)
    const key = `${namespace} ${id}`
    const listening = deleted || disabled || flow.triggers.length === 0 ? [] : of(flow).triggers.filter(isListener)
    if (listening.length === 0 && !own.has(key)) return
    if (listening.length === 0) own.delete(key)
    else own.set(key, listening)
    lists.delete(tenant)
  }

  return {
    of,
    find: (flow, triggerId) => of(flow).triggers.find(({ id }) => id === triggerId),
    listeners(tenant) {
      const known = lists.get(tenant)
      if (known !== undefined) return known
      const list = [...(byTenant.get(tenant)?.values() ?? [])].flat()
      lists.set(tenant, list)
      return list
    },
    async load() {
      const found = await flows.withTriggers()
      for (const flow of found) changed(flow)
      return found
    },
    changed,
    locks(type) {
      const kind = types.find(type)?.kind
      return kind === 'schedule' || kind === 'dates' || kind === 'polling'
    },
  }
}

function isListener(trigger: Trigger): trigger is FlowTrigger {
  return trigger.kind === 'flow' && !trigger.disabled
}
