import {
  AppError,
  type AuditAction,
  type AuditDraft,
  type Clock,
  type CommitUnit,
  type Diagnostic,
  type Flow,
  type FlowStore,
  type ParsedFlow,
  type PluginDefault,
  parseFlow,
  type TaskCatalogue,
} from '@countersign/core'
import type { ExpressionEngine } from '@countersign/expression'
import type { Caller, FlowCheck } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import type { TriggerRows } from '../triggers/trigger-rows.ts'
import type { FlowLibrary } from './flow-library.ts'

/** See `EngineClient.saveFlow`. */
export interface SaveFlow {
  readonly source: string
  readonly mode: 'create' | 'update' | 'upsert'
  /** The flow that the caller names beside the source; another one in the source is refused. */
  readonly namespace?: string
  readonly id?: string
}

/** Saves and deletes flows: every change is a new revision, with its audit event. */
export interface FlowWriter {
  save(caller: Caller, save: SaveFlow): Promise<Flow>
  delete(caller: Caller, namespace: string, id: string): Promise<void>
  check(tenant: string, source: string): FlowCheck
}

interface FlowWriterOptions {
  readonly flows: FlowStore
  readonly committer: Committer
  readonly library: FlowLibrary
  readonly catalogue: TaskCatalogue
  readonly expressions: ExpressionEngine
  readonly clock: Clock
  readonly triggerRows: Pick<TriggerRows, 'changesFor'>
  /** Defaults of the server: a flow may leave out what they give. */
  readonly pluginDefaults: readonly PluginDefault[]
}

/** A flow is saved by few people at once; more lost races than this mean that something is wrong. */
const MAX_RACES = 8

/** Makes the writer. Revisions follow engine.md 1.7: they count on over deletions, and an unchanged update writes nothing. */
export function createFlowWriter(options: FlowWriterOptions): FlowWriter {
  const { flows, committer, library, catalogue, expressions, clock, pluginDefaults, triggerRows } = options

  function parse(tenant: string, source: string): ParsedFlow {
    return parseFlow(source, { tenant, catalogue, expressions, pluginDefaults, updatedAt: clock.now() })
  }

  async function saveOnce(caller: Caller, save: SaveFlow): Promise<Flow | null> {
    const parsed = parse(caller.tenant, save.source)
    const { namespace, id } = namesOf(parsed, save)
    const newest = await flows.find(caller.tenant, namespace, id, { allowDeleted: true })
    const existing = newest === null || newest.deleted ? null : newest
    assertMode(save, existing, namespace, id)
    const flow = validFlow(parsed)
    if (existing !== null && existing.source === flow.source) return existing
    const revision = newest?.revision ?? 0
    const row: Flow = { ...flow, revision: revision + 1 }
    const unit = await saveUnit(caller, row, existing, revision, existing === null ? 'flow.created' : 'flow.updated')
    return (await write(unit, row)) ? row : null
  }

  async function write(unit: CommitUnit, row: Flow): Promise<boolean> {
    const outcome = await committer.commit(unit, () => library.changed(row.tenant, row.namespace, row.id))
    return outcome === 'committed'
  }

  /** Repeats what lost against another writer of the same flow, as the flow stands then. */
  async function untilWritten<T>(name: string, once: () => Promise<T | null>): Promise<T> {
    for (let race = 0; race < MAX_RACES; race += 1) {
      const done = await once()
      if (done !== null) return done
    }
    throw new AppError('INTERNAL', `Flow ${name} is being changed by others all the time; try again`)
  }

  async function saveUnit(
    caller: Caller,
    row: Flow,
    existing: Flow | null,
    before: number,
    action: AuditAction,
  ): Promise<CommitUnit> {
    const { tenant, namespace, id: flowId } = row
    const { guards, writes } = await triggerRows.changesFor(row, existing)
    return {
      guards: [{ kind: 'flow-revision', tenant, namespace, flowId, revision: before }, ...guards],
      writes: [{ kind: 'flow-save', row }, ...writes],
      audit: [flowDraft(caller, row, action, clock.now())],
    }
  }

  return {
    save: (caller, save) => untilWritten(save.id ?? 'in the request', () => saveOnce(caller, save)),
    async delete(caller, namespace, id) {
      await untilWritten(`${namespace}.${id}`, async () => {
        const newest = await flows.find(caller.tenant, namespace, id)
        if (newest === null) throw flowNotFound(namespace, id)
        const tombstone = { ...newest, revision: newest.revision + 1, deleted: true, updatedAt: clock.now() }
        const unit = await saveUnit(caller, tombstone, newest, newest.revision, 'flow.deleted')
        return (await write(unit, tombstone)) ? tombstone : null
      })
    },
    check(tenant, source) {
      const { namespace, id, diagnostics } = parse(tenant, source)
      return { namespace, id, diagnostics }
    },
  }
}

/** Which flow the source is about, compared with what the caller said. */
function namesOf(parsed: ParsedFlow, save: SaveFlow): { readonly namespace: string; readonly id: string } {
  const { namespace, id } = parsed
  if (namespace === null || id === null) throw flowInvalid(parsed.diagnostics)
  const otherId = save.id !== undefined && save.id !== id
  const otherNamespace = save.namespace !== undefined && save.namespace !== namespace
  if (otherId || otherNamespace) {
    const given = `${save.namespace ?? namespace}.${save.id ?? id}`
    const text = `The source says \`${namespace}.${id}\`, but \`${given}\` is to be saved; an update must not change the id or the namespace`
    const fields = [
      ...(otherId ? [{ field: 'id', code: 'FLOW_ID_CHANGED', message: `Must stay \`${save.id}\`` }] : []),
      ...(otherNamespace
        ? [{ field: 'namespace', code: 'FLOW_ID_CHANGED', message: `Must stay \`${save.namespace}\`` }]
        : []),
    ]
    throw new AppError('FLOW_ID_CHANGED', text, { fields })
  }
  return { namespace, id }
}

function assertMode({ mode }: SaveFlow, existing: Flow | null, namespace: string, id: string): void {
  if (mode === 'create' && existing !== null) {
    const text = `Flow \`${namespace}.${id}\` exists already, at revision ${existing.revision}; update it instead`
    throw new AppError('FLOW_EXISTS', text)
  }
  if (mode === 'update' && existing === null) throw flowNotFound(namespace, id)
}

function validFlow(parsed: ParsedFlow): Flow {
  if (parsed.flow === null) throw flowInvalid(parsed.diagnostics)
  return parsed.flow
}

function flowInvalid(diagnostics: readonly Diagnostic[]): AppError {
  const errors = diagnostics.filter((one) => one.severity === 'error')
  const [first] = errors
  const line = first?.range === null || first === undefined ? '' : ` (line ${first.range.line})`
  const more = errors.length > 1 ? `, and ${errors.length - 1} more problems` : ''
  const text = first === undefined ? 'The flow cannot be read' : `The flow is not valid: ${first.message}${line}${more}`
  return new AppError('FLOW_INVALID', text, { diagnostics })
}

/** The refusal of a flow that is not there. */
export function flowNotFound(namespace: string, id: string, revision?: number): AppError {
  const name = `\`${namespace}.${id}\`${revision === undefined ? '' : ` with revision ${revision}`}`
  return new AppError('FLOW_NOT_FOUND', `There is no flow ${name}`)
}

function flowDraft(caller: Caller, row: Flow, action: AuditAction, at: number): AuditDraft {
  return {
    tenant: row.tenant,
    at,
    actor: caller.actor,
    action,
    target: { kind: 'flow', id: row.id, namespace: row.namespace },
    origin: caller.origin,
    body: { revision: row.revision },
  }
}
