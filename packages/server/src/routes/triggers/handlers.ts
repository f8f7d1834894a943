import type { TriggerItem } from '@countersign/contract'
import type { FlowStore, TriggerRow } from '@countersign/core'
import type { AppPorts } from '../../app/app-ports.ts'
import type { ResourceHandlers } from '../../app/route-handler.ts'
import { presentTriggerPart } from '../flows/present-flow.ts'
import { createBulkTriggerHandlers } from './bulk-triggers.ts'
import { presentTrigger, triggersAsCsv } from './present-trigger.ts'
import { allTriggers, toTriggerPage, toTriggerSearch } from './search-triggers.ts'
import { changeTrigger } from './update-trigger.ts'

type TriggerPorts = Pick<AppPorts, 'engine' | 'storage' | 'clock'>

/** Triggers that are looked at by time (api.md 6). */
export function createTriggerHandlers(ports: TriggerPorts): ResourceHandlers<'triggers'> {
  const { engine, clock, storage } = ports
  const { triggers, flows } = storage
  const one = async (row: Promise<TriggerRow>) => ({ status: 200, json: presentTrigger(await row) }) as const
  return {
    ...createBulkTriggerHandlers(ports),
    async 'triggers.search'({ tenant, query, rawQuery }) {
      const search = toTriggerSearch({ query: rawQuery, now: clock.now() })
      const { items, total } = await triggers.search(tenant, search, toTriggerPage(query))
      return { status: 200, json: { results: await withDefinitions(flows, tenant, items), total } }
    },
    async 'triggers.ofFlow'({ tenant, params, query }) {
      const exactly = (value: string) => [{ operator: 'EQUALS', values: [value] }] as const
      const search = { namespace: exactly(params.namespace), flowId: exactly(params.flowId) }
      const text = query.q === undefined || query.q === '*' ? {} : { text: query.q }
      const { items, total } = await triggers.search(tenant, { ...search, ...text }, toTriggerPage(query))
      return { status: 200, json: { results: items.map(presentTrigger), total } }
    },
    async 'triggers.exportCsv'({ tenant, rawQuery }) {
      const search = toTriggerSearch({ query: rawQuery, now: clock.now() })
      return {
        status: 200,
        type: 'text/csv',
        headers: { 'content-disposition': 'attachment; filename=triggers.csv' },
        text: triggersAsCsv(await allTriggers(triggers, tenant, search)),
      }
    },
    'triggers.update': ({ caller, permit, body }) => {
      permit(body.value.namespace)
      return one(changeTrigger(ports, caller, body.value))
    },
    'triggers.unlock': ({ caller, params }) => one(engine.unlockTrigger(caller, params)),
    'triggers.restart': ({ caller, params }) => one(engine.restartTrigger(caller, params)),
    'triggers.pauseBackfill': ({ caller, permit, body }) => {
      permit(body.value.namespace)
      return one(engine.pauseBackfill(caller, body.value, true))
    },
    'triggers.unpauseBackfill': ({ caller, permit, body }) => {
      permit(body.value.namespace)
      return one(engine.pauseBackfill(caller, body.value, false))
    },
    'triggers.deleteBackfill': ({ caller, permit, body }) => {
      permit(body.value.namespace)
      return one(engine.deleteBackfill(caller, body.value))
    },
  }
}

/** Each row with the trigger as its flow has it; a flow is read once for a page. */
async function withDefinitions(
  flows: Pick<FlowStore, 'find'>,
  tenant: string,
  rows: readonly TriggerRow[],
): Promise<TriggerItem[]> {
  const found = new Map<string, ReturnType<FlowStore['find']>>()
  return Promise.all(
    rows.map(async (row) => {
      const { namespace, flowId, triggerId } = row
      const key = `${namespace} ${flowId}`
      const reading = found.get(key) ?? flows.find(tenant, namespace, flowId)
      found.set(key, reading)
      const declared = (await reading)?.triggers.find(({ id }) => id === triggerId)
      const definition = declared === undefined ? {} : { abstractTrigger: presentTriggerPart(declared) }
      return { ...definition, triggerContext: presentTrigger(row) }
    }),
  )
}
