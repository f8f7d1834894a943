import type { Migration } from './migration.ts'

/** Which waiting executions leave their place under a concurrency limit to others. */
export const concurrency: Migration = {
  number: 6,
  name: 'concurrency',
  breaking: true,
  statements: ({ integer }) => [`alter table executions add column slot_released ${integer} not null default 0`],
}
