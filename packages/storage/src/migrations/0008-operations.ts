import type { Migration } from './migration.ts'

/** What an execution is for, and the tasks before which it stops. An older version would run past them. */
export const operations: Migration = {
  number: 8,
  name: 'operations',
  breaking: true,
  statements: ({ text }) => [
    `alter table executions add column kind ${text}`,
    `alter table executions add column breakpoints ${text}`,
  ],
}
