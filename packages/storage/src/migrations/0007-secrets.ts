import type { Migration } from './migration.ts'

/** The encrypted secret store, and who wrote a key. */
export const secrets: Migration = {
  number: 7,
  name: 'secrets',
  breaking: false,
  statements: ({ text, integer, bigint }) => [
    `create table secrets (
      tenant ${text} not null,
      namespace ${text} not null,
      "key" ${text} not null,
      name ${text} not null,
      description ${text},
      tags ${text} not null,
      sealed ${text} not null,
      key_id ${text} not null,
      version ${integer} not null,
      created_at ${bigint} not null,
      updated_at ${bigint} not null,
      primary key (tenant, namespace, "key")
    )`,
    `alter table kv add column written_by ${text}`,
  ],
}
