import type { ColumnHelpers } from './column-helpers.ts'
import type { Migration } from './migration.ts'

/** Approval requests, flows, KV, tokens, tenants, owners and the audit log. */
export const records: Migration = {
  number: 2,
  name: 'records',
  breaking: true,
  statements: (columns) => [
    ...requestTables(columns),
    ...flowTables(columns),
    ...administrationTables(columns),
    ...auditTables(columns),
  ],
}

function requestTables({ text, integer, bigint, clustered }: ColumnHelpers): readonly string[] {
  return [
    `create table requests (
      id ${text} primary key,
      tenant ${text} not null,
      namespace ${text} not null,
      flow_id ${text} not null,
      flow_revision ${integer} not null,
      execution_id ${text} not null,
      task_id ${text} not null,
      task_run_id ${text} not null,
      iteration_key ${text} not null,
      round ${integer} not null,
      status ${text} not null,
      version ${integer} not null,
      title ${text} not null,
      instructions ${text},
      form ${text} not null,
      outcomes ${text} not null,
      requester ${text} not null,
      created_at ${bigint} not null,
      due_at ${bigint},
      on_deadline ${text},
      settlement ${text}
    )`,
    'create unique index requests_by_gate on requests (execution_id, task_id, iteration_key, round)',
    'create index requests_by_status on requests (tenant, status, created_at, id)',
    'create index requests_by_time on requests (tenant, created_at, id)',
    `create table answers (
      request_id ${text} not null,
      idempotency_key ${text} not null,
      tenant ${text} not null,
      answer_hash ${text} not null,
      at ${bigint} not null,
      actor_id ${text} not null,
      primary key (request_id, idempotency_key)
    )${clustered}`,
  ]
}

function flowTables({ text, integer, bigint, clustered }: ColumnHelpers): readonly string[] {
  return [
    `create table flows (
      tenant ${text} not null,
      namespace ${text} not null,
      id ${text} not null,
      revision ${integer} not null,
      deleted ${integer} not null,
      description ${text},
      labels ${text} not null,
      primary key (tenant, namespace, id)
    )${clustered}`,
    `create table flow_revisions (
      tenant ${text} not null,
      namespace ${text} not null,
      id ${text} not null,
      revision ${integer} not null,
      definition ${text} not null,
      source ${text} not null,
      updated_at ${bigint} not null,
      primary key (tenant, namespace, id, revision)
    )`,
  ]
}

function administrationTables({ text, integer, bigint, clustered }: ColumnHelpers): readonly string[] {
  return [
    `create table kv (
      tenant ${text} not null,
      namespace ${text} not null,
      "key" ${text} not null,
      type ${text} not null,
      value ${text} not null,
      revision ${integer} not null,
      description ${text},
      created_at ${bigint} not null,
      updated_at ${bigint} not null,
      expires_at ${bigint},
      primary key (tenant, namespace, "key")
    )`,
    `create table tokens (
      id ${text} primary key,
      tenant ${text} not null,
      name ${text} not null,
      hash ${text} not null unique,
      created_by ${text} not null,
      created_at ${bigint} not null,
      expires_at ${bigint},
      revoked_at ${bigint}
    )`,
    'create index tokens_by_tenant on tokens (tenant, created_at)',
    `create table tenants (
      id ${text} primary key,
      created_at ${bigint} not null
    )`,
    `insert into tenants (id, created_at) values ('main', 0)`,
    `create table owners (
      id ${text} primary key,
      host ${text} not null,
      pid ${bigint} not null,
      acquired_at ${bigint} not null,
      lease_until ${bigint} not null
    )${clustered}`,
  ]
}

function auditTables({ text, bigint, clustered, refuseChanges }: ColumnHelpers): readonly string[] {
  return [
    `create table audit_events (
      tenant ${text} not null,
      seq ${bigint} not null,
      at ${bigint} not null,
      actor_kind ${text} not null,
      actor_id ${text} not null,
      actor_name ${text} not null,
      action ${text} not null,
      target_kind ${text} not null,
      target_id ${text} not null,
      target_namespace ${text},
      request_id ${text},
      body_hash ${text} not null,
      prev_hash ${text} not null,
      hash ${text} not null,
      primary key (tenant, seq)
    )${clustered}`,
    'create index audit_events_by_target on audit_events (tenant, target_kind, target_id, seq)',
    'create index audit_events_by_actor on audit_events (tenant, actor_id, seq)',
    ...refuseChanges('audit_events'),
    `create table audit_bodies (
      tenant ${text} not null,
      seq ${bigint} not null,
      body ${text} not null,
      primary key (tenant, seq)
    )${clustered}`,
    `create table audit_heads (
      tenant ${text} primary key,
      seq ${bigint} not null,
      hash ${text} not null
    )${clustered}`,
  ]
}
