import pg from 'pg'
import { expect, inject, it } from 'vitest'
import '../testing/provided-context.ts'
import { openSqlite } from '../dialects/sqlite/connection.ts'
import { createTestStorage } from '../testing/create-test-storage.ts'

const HEADER =
  '-- The whole schema as the migrations make it. Written by the tests of packages/storage (vitest -u); do not edit.\n'

/** Everything but what the database adds by itself. */
const POSTGRES_PARTS = [
  `select format(e'create table %I (\\n%s\\n);', c.relname,
      (select string_agg(format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          case when a.attcollation <> 0 and l.collname <> 'default' then format(' collate "%s"', l.collname) else '' end,
          case when a.attidentity = 'a' then ' generated always as identity' else '' end,
          case when a.attnotnull then ' not null' else '' end), e',\\n' order by a.attnum)
        from pg_attribute a left join pg_collation l on l.oid = a.attcollation
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)) as part
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname`,
  `select format('alter table %s add constraint %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid)) as part
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')
    order by conrelid::regclass::text, conname`,
  `select pg_get_indexdef(indexrelid) || ';' as part from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_constraint where conindid = i.indexrelid) order by c.relname`,
  `select pg_get_functiondef(oid) || ';' as part from pg_proc where pronamespace = 'public'::regnamespace order by proname`,
  `select pg_get_triggerdef(oid) || ';' as part from pg_trigger where not tgisinternal order by tgname`,
]

it('The committed dump of the SQLite schema is current', async () => {
  const opened = await createTestStorage('sqlite-file')
  const connection = openSqlite({ path: 'file' in opened.location ? opened.location.file : '', readOnly: true })
  const statements = connection
    .all(
      `select sql from sqlite_master where sql is not null and name not like 'sqlite\\_%' escape '\\'
       order by tbl_name, case type when 'table' then 0 when 'index' then 1 else 2 end, name`,
      [],
    )
    .map(
      (row) =>
        `${String(row.sql)
          .replaceAll(/\n {6}/g, '\n  ')
          .replaceAll(/\n {4}/g, '\n')};`,
    )
  connection.close()
  await opened.close()

  await expect(`${HEADER}\n${statements.join('\n\n')}\n`).toMatchFileSnapshot('../../schema.sqlite.sql')
})

it('The committed dump of the PostgreSQL schema is current', async () => {
  const opened = await createTestStorage('postgres', { postgresUrl: inject('postgresUrl') })
  const client = new pg.Client({ connectionString: 'url' in opened.location ? opened.location.url : '' })
  await client.connect()
  const parts: string[] = []
  for (const query of POSTGRES_PARTS)
    parts.push(...(await client.query<{ part: string }>(query)).rows.map(({ part }) => part))
  await client.end()
  await opened.close()

  await expect(`${HEADER}\n${parts.join('\n\n')}\n`).toMatchFileSnapshot('../../schema.postgres.sql')
})
