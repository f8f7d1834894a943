import type { CommitOutcome, CommitUnit, Guard, TriggerKey, Write } from '@countersign/core'
import type { KeyedRead, WriteSession } from '../dialects/write-session.ts'
import { toStoredText } from '../rows/stored-text.ts'
import { triggerKeyCells } from '../rows/trigger-row.ts'
import type { SqlValue } from '../schema/table.ts'
import { ANSWERS, EXECUTIONS, FLOWS, KV, REQUESTS, SECRETS } from '../schema/tables.ts'
import { FLOW_WINDOWS, TRIGGER_EVENTS, TRIGGERS } from '../schema/trigger-tables.ts'

/** What each kind of guard looks at: a number under a key, 0 where there is no row. */
const READS = {
  'execution-version': { table: EXECUTIONS.name, key: EXECUTIONS.key, columns: ['version'] },
  'request-version': { table: REQUESTS.name, key: REQUESTS.key, columns: ['version'] },
  'flow-revision': { table: FLOWS.name, key: FLOWS.key, columns: ['revision'] },
  'kv-revision': { table: KV.name, key: KV.key, columns: ['revision'] },
  'secret-version': { table: SECRETS.name, key: SECRETS.key, columns: ['version'] },
  'answer-absent': { table: ANSWERS.name, key: ANSWERS.key, columns: ['at'] },
  'trigger-version': { table: TRIGGERS.name, key: TRIGGERS.key, columns: ['version'] },
  'window-version': { table: FLOW_WINDOWS.name, key: FLOW_WINDOWS.key, columns: ['version'] },
  'event-present': { table: TRIGGER_EVENTS.name, key: TRIGGER_EVENTS.key, columns: ['at'] },
} as const satisfies Record<Guard['kind'], KeyedRead>

/** The numbers that guards compare with, by kind and key. */
type Known = Record<Guard['kind'], Map<string, number>>

/**
 * Decides, in order, which units of a group may be written: one read per kind of guard for the whole group, then each unit
 * against what the database held and what the units before it write.
 */
export async function checkGuards(
  session: WriteSession,
  units: readonly CommitUnit[],
): Promise<readonly CommitOutcome[]> {
  const known = await readGuarded(session, units)
  return units.map(({ guards, writes }) => {
    if (!guards.every((guard) => holds(guard, known))) return 'stale'
    for (const write of writes) note(write, known)
    return 'committed'
  })
}

async function readGuarded(session: WriteSession, units: readonly CommitUnit[]): Promise<Known> {
  const keys: Record<Guard['kind'], Map<string, readonly SqlValue[]>> = {
    'execution-version': new Map(),
    'request-version': new Map(),
    'flow-revision': new Map(),
    'kv-revision': new Map(),
    'secret-version': new Map(),
    'answer-absent': new Map(),
    'trigger-version': new Map(),
    'window-version': new Map(),
    'event-present': new Map(),
  }
  for (const { guards } of units)
    for (const guard of guards) {
      const key = keyOf(guard)
      keys[guard.kind].set(key.join('\0'), key)
    }
  const read = async (kind: Guard['kind']): Promise<Map<string, number>> => {
    if (keys[kind].size === 0) return new Map()
    const rows = await session.read(READS[kind], [...keys[kind].values()])
    return new Map(rows.map((row) => [row.slice(0, -1).join('\0'), Number(row.at(-1))]))
  }
  const [executions, requests, flows, kv, secrets, answers, triggers, windows, events] = await Promise.all([
    read('execution-version'),
    read('request-version'),
    read('flow-revision'),
    read('kv-revision'),
    read('secret-version'),
    read('answer-absent'),
    read('trigger-version'),
    read('window-version'),
    read('event-present'),
  ])
  return {
    'execution-version': executions,
    'request-version': requests,
    'flow-revision': flows,
    'kv-revision': kv,
    'secret-version': secrets,
    'answer-absent': answers,
    'trigger-version': triggers,
    'window-version': windows,
    'event-present': events,
  }
}

function keyOf(guard: Guard): readonly string[] {
  switch (guard.kind) {
    case 'execution-version':
      return [guard.executionId]
    case 'request-version':
      return [guard.requestId]
    case 'flow-revision':
      return [guard.tenant, guard.namespace, guard.flowId]
    case 'kv-revision':
    case 'secret-version':
      return [guard.tenant, guard.namespace, toStoredText(guard.key)]
    case 'answer-absent':
      return [guard.requestId, toStoredText(guard.idempotencyKey)]
    case 'trigger-version':
      return triggerKeyCells(guard.key)
    case 'window-version':
      return [...triggerKeyCells(guard.key), guard.conditionId]
    case 'event-present':
      return [guard.id]
  }
}

function holds(guard: Guard, known: Known): boolean {
  const stored = known[guard.kind].get(keyOf(guard).join('\0'))
  switch (guard.kind) {
    case 'execution-version':
    case 'request-version':
    case 'trigger-version':
    case 'window-version':
    case 'secret-version':
      return (stored ?? 0) === guard.version
    case 'flow-revision':
    case 'kv-revision':
      return (stored ?? 0) === guard.revision
    case 'answer-absent':
      return stored === undefined
    case 'event-present':
      return stored !== undefined
  }
}

/** Lets later units of the group see what this write changes. */
function note(write: Write, known: Known): void {
  switch (write.kind) {
    case 'execution-insert':
    case 'execution-update':
      known['execution-version'].set(write.row.id, write.row.version)
      return
    case 'execution-delete':
      known['execution-version'].delete(write.executionId)
      return
    case 'request-insert':
    case 'request-update':
      known['request-version'].set(write.row.id, write.row.version)
      return
    case 'flow-save':
      known['flow-revision'].set(`${write.row.tenant}\0${write.row.namespace}\0${write.row.id}`, write.row.revision)
      return
    case 'kv-put':
      known['kv-revision'].set(entryKey(write.row), write.row.revision)
      return
    case 'kv-delete':
      known['kv-revision'].delete(entryKey(write))
      return
    case 'secret-put':
      known['secret-version'].set(entryKey(write.row), write.row.version)
      return
    case 'secret-delete':
      known['secret-version'].delete(entryKey(write))
      return
    case 'answer-insert':
      known['answer-absent'].set(`${write.row.requestId}\0${toStoredText(write.row.idempotencyKey)}`, write.row.at)
      return
    case 'trigger-put':
      known['trigger-version'].set(triggerKeyCells(write.row).join('\0'), write.row.version)
      return
    case 'trigger-remove':
      known['trigger-version'].delete(triggerKeyCells(write.key).join('\0'))
      return
    case 'window-put':
      known['window-version'].set(windowKey(write.row, write.row.conditionId), write.row.version)
      return
    case 'window-remove':
      known['window-version'].delete(windowKey(write.key, write.conditionId))
      return
    case 'event-add':
      known['event-present'].set(write.row.id, write.row.at)
      return
    case 'event-remove':
      known['event-present'].delete(write.id)
      return
    default:
      return
  }
}

function windowKey(key: TriggerKey, conditionId: string): string {
  return [...triggerKeyCells(key), conditionId].join('\0')
}

function entryKey(entry: { readonly tenant: string; readonly namespace: string; readonly key: string }): string {
  return `${entry.tenant}\0${entry.namespace}\0${toStoredText(entry.key)}`
}
