import { JSON_TYPE } from '@countersign/contract'
import { AppError, type Flow, isAppError } from '@countersign/core'
import type { Caller } from '@countersign/engine'
import { stringifyJson, type Value } from '@countersign/expression'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { presentFlow, presentFlowWithSource } from './present-flow.ts'
import { presentFlowCheck } from './present-flow-check.ts'
import { toFlowSearch } from './search-flows.ts'
import { splitDocuments } from './split-documents.ts'

type FlowPorts = Pick<AppPorts, 'engine' | 'storage' | 'clock'>

/** Largest list of flows of one namespace. */
const ALL = { page: 1, size: 10_000, sort: [{ field: 'id', descending: false }] } as const

/** Flows: saving and checking go through the engine, reading to the store. */
export function createFlowHandlers(ports: FlowPorts): ResourceHandlers<'flows'> {
  return { ...writeHandlers(ports), ...readHandlers(ports) }
}

function writeHandlers({ engine, storage }: FlowPorts) {
  const handlers: Pick<
    ResourceHandlers<'flows'>,
    'flows.create' | 'flows.update' | 'flows.remove' | 'flows.validate'
  > = {
    async 'flows.create'({ caller, body }) {
      // A parsed JSON body holds values only.
      const isJson = body.type === JSON_TYPE
      const source = isJson ? stringifyJson(body.value as Value) : body.value
      const flow = await createFlow(engine, caller, source)
      return {
        status: 200,
        json: isJson ? presentFlow(flow, { stored: false }) : presentFlowWithSource(flow, { stored: false }),
      }
    },
    async 'flows.update'({ caller, params: { namespace, id }, body }) {
      const flow = await engine.saveFlow(caller, { source: body.value, mode: 'update', namespace, id })
      return { status: 200, json: presentFlowWithSource(flow, { stored: true }) }
    },
    async 'flows.remove'({ caller, params: { namespace, id } }) {
      await engine.deleteFlow(caller, namespace, id)
      return { status: 204 }
    },
    async 'flows.validate'({ tenant, body }) {
      const results = splitDocuments(body.value).map(async (source, index) => {
        const check = await engine.checkFlow(tenant, source)
        return presentFlowCheck({ index, check, outdated: await isOutdated(storage, tenant, check, source) })
      })
      return { status: 200, json: await Promise.all(results) }
    },
  }
  return handlers
}

function readHandlers({ storage, clock }: FlowPorts) {
  const handlers: Omit<ResourceHandlers<'flows'>, keyof ReturnType<typeof writeHandlers>> = {
    async 'flows.read'({ tenant, params: { namespace, id }, query: { source, revision, allowDeleted } }) {
      // 0 and below mean the newest one (Kestra's -1).
      const asked = revision === undefined || revision < 1 ? {} : { revision }
      const flow = await storage.flows.find(tenant, namespace, id, { ...asked, allowDeleted })
      if (flow === null || (flow.deleted && !allowDeleted)) throw flowNotFound(namespace, id, revision)
      const present = source ? presentFlowWithSource : presentFlow
      return { status: 200, json: present(flow, { stored: true }) }
    },
    async 'flows.revisions'({ tenant, params: { namespace, id } }) {
      const revisions = await storage.flows.revisions(tenant, namespace, id)
      return { status: 200, json: revisions.map((flow) => presentFlowWithSource(flow, { stored: true })) }
    },
    async 'flows.search'({ tenant, query, rawQuery }) {
      const { search, page } = toFlowSearch(query, rawQuery, clock.now())
      const { items, total } = await storage.flows.search(tenant, search, page)
      return { status: 200, json: { results: items.map((flow) => presentFlow(flow, { stored: true })), total } }
    },
    async 'flows.listByNamespace'({ tenant, params: { namespace } }) {
      const inNamespace = { namespace: [{ operator: 'EQUALS', values: [namespace] }] } as const
      const { items } = await storage.flows.search(tenant, inNamespace, ALL)
      return { status: 200, json: items.map((flow) => presentFlow(flow, { stored: true })) }
    },
    async 'flows.distinctNamespaces'({ tenant, query: { q = '' } }) {
      const namespaces = await storage.flows.namespaces(tenant)
      const searched = q.toLowerCase()
      return { status: 200, json: namespaces.filter((namespace) => namespace.toLowerCase().includes(searched)) }
    },
  }
  return handlers
}

/** Names the field that stands in the way where clients of Kestra look for it (observed C-flows-create-duplicate). */
async function createFlow(engine: AppPorts['engine'], caller: Caller, source: string): Promise<Flow> {
  try {
    return await engine.saveFlow(caller, { source, mode: 'create' })
  } catch (error) {
    if (!isAppError(error) || error.code !== 'FLOW_EXISTS') throw error
    const { namespace, id } = await engine.checkFlow(caller.tenant, source)
    const fields = [{ field: 'flow.id', code: error.code, message: 'This id already exists; update the flow instead.' }]
    throw new AppError('FLOW_EXISTS', error.message, { fields, details: { namespace, id }, cause: error })
  }
}

/** True when the text says that it was made from an older revision than the newest one. */
async function isOutdated(
  storage: FlowPorts['storage'],
  tenant: string,
  { namespace, id }: { readonly namespace: string | null; readonly id: string | null },
  source: string,
): Promise<boolean> {
  const written = /^revision:\s*(\d{1,9})\s*$/m.exec(source)?.[1]
  if (written === undefined || namespace === null || id === null) return false
  const stored = await storage.flows.find(tenant, namespace, id)
  return stored !== null && stored.revision > Number(written)
}

/** The refusal of a flow that is not there. */
export function flowNotFound(namespace: string, id: string, revision?: number): AppError {
  const which = revision === undefined ? '' : ` with revision ${revision}`
  return new AppError('FLOW_NOT_FOUND', `There is no flow \`${namespace}.${id}\`${which}.`)
}
