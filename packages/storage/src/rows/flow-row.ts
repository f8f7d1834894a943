import type { Flow } from '@countersign/core'
import type { FlowHeadRow, FlowRevisionRow } from '../schema/record-rows.ts'
import { toLabelsText } from './labels-text.ts'
import { fromJson, toJson, toStoredText, toStoredTextOrNull } from './stored-text.ts'

/** The head of a flow: its newest revision, and what is searched of it. */
export function toFlowHeadRow(flow: Flow): FlowHeadRow {
  return {
    tenant: flow.tenant,
    namespace: flow.namespace,
    id: flow.id,
    revision: flow.revision,
    deleted: flow.deleted ? 1 : 0,
    description: toStoredTextOrNull(flow.description),
    labels: toLabelsText(flow.labels),
  }
}

/** What the columns do not hold. */
type Definition = Omit<Flow, 'tenant' | 'namespace' | 'id' | 'revision' | 'source' | 'updatedAt'>

export function toFlowRevisionRow(flow: Flow): FlowRevisionRow {
  const { tenant, namespace, id, revision, source, updatedAt, ...definition } = flow
  return {
    tenant,
    namespace,
    id,
    revision,
    definition: toJson(definition),
    source: toStoredText(source),
    updated_at: updatedAt,
  }
}

/** Members that revisions do not have which were saved before there were any. */
const LATER_MEMBERS = { concurrency: null, sla: [], checks: [], listeners: [], pluginDefaults: [] } as const

export function fromFlowRevisionRow(row: FlowRevisionRow): Flow {
  return {
    ...LATER_MEMBERS,
    ...fromJson<Definition>(row.definition),
    tenant: row.tenant,
    namespace: row.namespace,
    id: row.id,
    revision: row.revision,
    source: row.source,
    updatedAt: row.updated_at,
  }
}
