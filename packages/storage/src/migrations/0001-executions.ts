import type { ColumnHelpers } from './column-helpers.ts'
import type { Migration } from './migration.ts'

/** Executions and what hangs on them: task runs, outputs, logs, jobs, timers, inbox. */
export const executions: Migration = {
  number: 1,
  name: 'executions',
  breaking: true,
  statements: (columns) => [...executionTables(columns), ...taskRunTables(columns), ...workTables(columns)],
}

function executionTables({ text, integer, bigint, clustered }: ColumnHelpers): readonly string[] {
  return [
    `create table executions (
      id ${text} primary key,
      tenant ${text} not null,
      namespace ${text} not null,
      flow_id ${text} not null,
      flow_revision ${integer} not null,
      version ${integer} not null,
      state ${text} not null,
      terminated ${integer} not null,
      histories ${text} not null,
      inputs ${text},
      outputs ${text},
      variables ${text} not null,
      labels ${text} not null,
      trigger_info ${text},
      caller_execution_id ${text},
      parent_execution_id ${text},
      parent_task_run_id ${text},
      replay_of ${text},
      original_id ${text} not null,
      attempt_number ${integer} not null,
      created_by ${text} not null,
      created_at ${bigint} not null,
      original_created_at ${bigint} not null,
      ended_at ${bigint},
      schedule_at ${bigint},
      progress ${text} not null,
      next_sequence ${integer} not null,
      unfinished_turn ${integer} not null
    )`,
    'create index executions_by_time on executions (tenant, created_at, id)',
    'create index executions_by_flow on executions (tenant, namespace, flow_id, created_at, id)',
    'create index executions_by_state on executions (tenant, state, created_at, id)',
    `create index executions_by_caller on executions (caller_execution_id, terminated)
      where caller_execution_id is not null`,
    'create index executions_unfinished on executions (id) where unfinished_turn = 1',
    `create table execution_inputs (
      execution_id ${text} primary key,
      inputs ${text} not null
    )${clustered}`,
  ]
}

function taskRunTables({ text, integer, bigint, appendedPrimaryKey, clustered }: ColumnHelpers): readonly string[] {
  return [
    `create table task_runs (
      execution_id ${text} not null,
      sequence ${integer} not null,
      id ${text} not null,
      tenant ${text} not null,
      task_id ${text} not null,
      parent_id ${text},
      iteration_key ${text} not null,
      value ${text},
      iteration ${integer},
      state ${text} not null,
      terminated ${integer} not null,
      histories ${text} not null,
      attempts ${text} not null,
      progress ${text},
      waiting ${text},
      primary key (execution_id, sequence)
    )${clustered}`,
    'create unique index task_runs_by_id on task_runs (id)',
    'create index task_runs_live on task_runs (execution_id, sequence) where terminated = 0',
    `create table task_outputs (
      execution_id ${text} not null,
      task_id ${text} not null,
      task_run_id ${text} not null,
      tenant ${text} not null,
      path ${text} not null,
      outputs ${text} not null,
      primary key (execution_id, task_id, task_run_id)
    )${clustered}`,
    `create table logs (
      position ${appendedPrimaryKey},
      execution_id ${text} not null,
      tenant ${text} not null,
      namespace ${text} not null,
      flow_id ${text} not null,
      task_id ${text},
      task_run_id ${text},
      attempt ${integer},
      at ${bigint} not null,
      level ${text} not null,
      message ${text} not null
    )`,
    'create index logs_by_execution on logs (execution_id, position)',
  ]
}

function workTables({ text, integer, bigint, clustered }: ColumnHelpers): readonly string[] {
  return [
    `create table jobs (
      task_run_id ${text} not null,
      attempt ${integer} not null,
      execution_id ${text} not null,
      tenant ${text} not null,
      kind ${text} not null,
      owner ${text} not null,
      created_at ${bigint} not null,
      primary key (task_run_id, attempt)
    )${clustered}`,
    'create index jobs_by_owner on jobs (owner, created_at)',
    'create index jobs_by_execution on jobs (execution_id)',
    `create table timers (
      id ${text} primary key,
      tenant ${text} not null,
      execution_id ${text} not null,
      due_at ${bigint} not null,
      purpose ${text} not null
    )${clustered}`,
    'create index timers_by_due on timers (due_at, id)',
    'create index timers_by_execution on timers (execution_id)',
    `create table inbox (
      id ${text} primary key,
      tenant ${text} not null,
      execution_id ${text} not null,
      at ${bigint} not null,
      news ${text} not null
    )${clustered}`,
    'create index inbox_by_execution on inbox (execution_id, id)',
  ]
}
