import type { ColumnHelpers } from './column-helpers.ts'
import type { Migration } from './migration.ts'

/**
 * Triggers: a row for each that is looked at by time, records of Flow triggers that wait for several things, and events that
 * no trigger has dealt with yet.
 */
export const triggers: Migration = {
  number: 9,
  name: 'triggers',
  breaking: false,
  statements: ({ text, integer, bigint, clustered }: ColumnHelpers) => [
    `create table triggers (
      tenant ${text} not null,
      namespace ${text} not null,
      flow_id ${text} not null,
      trigger_id ${text} not null,
      version ${integer} not null,
      type ${text} not null,
      definition ${text} not null,
      flow_revision ${integer} not null,
      date ${bigint} not null,
      next_at ${bigint},
      due_at ${bigint},
      execution_id ${text},
      evaluation_owner ${text},
      evaluation_since ${bigint},
      disabled ${integer} not null,
      dormant ${integer} not null,
      stop_after ${text} not null,
      backfill ${text},
      updated_at ${bigint} not null,
      primary key (tenant, namespace, flow_id, trigger_id)
    )${clustered}`,
    'create index triggers_by_due on triggers (due_at) where due_at is not null',
    `create table windows (
      tenant ${text} not null,
      namespace ${text} not null,
      flow_id ${text} not null,
      trigger_id ${text} not null,
      condition_id ${text} not null,
      version ${integer} not null,
      starts_at ${bigint} not null,
      ends_at ${bigint} not null,
      results ${text} not null,
      primary key (tenant, namespace, flow_id, trigger_id, condition_id)
    )${clustered}`,
    `create table trigger_events (
      id ${text} primary key,
      tenant ${text} not null,
      execution_id ${text} not null,
      namespace ${text} not null,
      flow_id ${text} not null,
      state ${text} not null,
      at ${bigint} not null,
      release ${text}
    )${clustered}`,
  ],
}
