import {
  compilePlan,
  type Flow,
  type FlowStore,
  type Logger,
  type Plan,
  type PluginDefault,
  type TaskCatalogue,
  withPluginDefaults,
} from '@countersign/core'
import { BoundedMap } from '../bounded-map.ts'

/** Compiled flows with their plugin defaults filled in, kept while they are used. */
export interface FlowLibrary {
  /** The newest revision; null when there is no such flow, or it was deleted. */
  latest(tenant: string, namespace: string, id: string): Promise<Plan | null>
  /** One revision, also of a flow that was deleted since: executions keep theirs. */
  revision(tenant: string, namespace: string, id: string, revision: number): Promise<Plan | null>
  /** Call after a revision was written: which one is the newest is looked up again. */
  changed(tenant: string, namespace: string, id: string): void
}

interface FlowLibraryOptions {
  readonly flows: Pick<FlowStore, 'find'>
  readonly catalogue: TaskCatalogue
  /** Defaults of the server, behind those of a flow. They never change while it runs. */
  readonly pluginDefaults: readonly PluginDefault[]
  readonly logger: Logger
  /** Compiled revisions kept. */
  readonly maxPlans?: number
}

/** Revisions never change, so a compiled one is right for ever; only the answer to "which is the newest" can grow old. */
export function createFlowLibrary(options: FlowLibraryOptions): FlowLibrary {
  const { flows, catalogue, pluginDefaults, logger, maxPlans = 1_024 } = options
  const plans = new BoundedMap<string, Promise<Plan | null>>(maxPlans)
  const newest = new BoundedMap<string, Promise<Plan | null>>(maxPlans)

  /** Remembers what is being read, too, so that a burst of starts reads a flow once; nothing and errors are not kept. */
  function remember(
    cache: BoundedMap<string, Promise<Plan | null>>,
    key: string,
    read: () => Promise<Plan | null>,
  ): Promise<Plan | null> {
    const known = cache.get(key)
    if (known !== undefined) return known
    const reading = read()
    cache.set(key, reading)
    const forget = () => {
      if (cache.get(key) === reading) cache.delete(key)
    }
    reading.then((plan) => plan === null && forget(), forget)
    return reading
  }

  function compile(stored: Flow): Plan {
    const { flow, problems } = withPluginDefaults(stored, { catalogue, pluginDefaults })
    const [first] = problems
    if (first !== undefined) {
      const { namespace, id: flowId, revision } = stored
      const problem = { code: first.code, path: first.path, reason: first.message }
      logger.warn('The plugin defaults do not fit this flow; it runs without them', {
        namespace,
        flowId,
        revision,
        ...problem,
      })
    }
    return compilePlan(flow, catalogue)
  }

  return {
    latest(tenant, namespace, id) {
      return remember(newest, key(tenant, namespace, id), async () => {
        const flow = await flows.find(tenant, namespace, id)
        if (flow === null) return null
        return remember(plans, key(tenant, namespace, id, flow.revision), async () => compile(flow))
      })
    },
    revision(tenant, namespace, id, revision) {
      return remember(plans, key(tenant, namespace, id, revision), async () => {
        const flow = await flows.find(tenant, namespace, id, { revision, allowDeleted: true })
        return flow === null ? null : compile(flow)
      })
    },
    changed(tenant, namespace, id) {
      newest.delete(key(tenant, namespace, id))
    },
  }
}

function key(...parts: readonly (string | number)[]): string {
  return parts.join(' ')
}
