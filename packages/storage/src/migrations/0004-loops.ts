import type { Migration } from './migration.ts'

/** The values that loops go over, and finding the outputs of one iteration among many. */
export const loops: Migration = {
  number: 4,
  name: 'loops',
  breaking: true,
  statements: ({ text, integer, clustered }) => [
    `create table loop_values (
      execution_id ${text} not null,
      task_run_id ${text} not null,
      chunk ${integer} not null,
      items ${text} not null,
      primary key (execution_id, task_run_id, chunk)
    )${clustered}`,
    `alter table task_outputs add column path_key ${text}`,
    `create index task_outputs_by_path on task_outputs (execution_id, task_id, path_key) where path_key is not null`,
  ],
}
