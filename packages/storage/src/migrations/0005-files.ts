import type { Migration } from './migration.ts'

/** Files of namespaces with their versions, and what tasks measured. */
export const files: Migration = {
  number: 5,
  name: 'files',
  breaking: false,
  statements: ({ text, integer, bigint, double, appendedPrimaryKey, clustered }) => [
    `create table namespace_files (
      tenant ${text} not null,
      namespace ${text} not null,
      path ${text} not null,
      version ${integer} not null,
      content ${text} not null,
      size ${bigint} not null,
      created_at ${bigint} not null,
      primary key (tenant, namespace, path, version)
    )${clustered}`,
    `create table metrics (
      position ${appendedPrimaryKey},
      execution_id ${text} not null,
      tenant ${text} not null,
      namespace ${text} not null,
      flow_id ${text} not null,
      task_id ${text} not null,
      task_run_id ${text} not null,
      name ${text} not null,
      type ${text} not null,
      value ${double} not null,
      tags ${text} not null,
      at ${bigint} not null
    )`,
    'create index metrics_by_execution on metrics (execution_id, position)',
  ],
}
