import { p, type Rendered } from '@countersign/plugin-sdk'

export const FETCH_TYPES = ['STORE', 'FETCH', 'FETCH_ONE', 'NONE'] as const
export type FetchType = (typeof FETCH_TYPES)[number]

/** What tasks that read rows have. */
export const queryProperties = {
  sql: p.string().mandatory().describe('The SQL; `:name` stands for a parameter.'),
  afterSQL: p.string().describe('A statement to run afterwards in the same transaction.'),
  parameters: p.map(p.any()).describe('Values of the parameters; they never become part of the SQL.'),
  fetchType: p
    .enum(FETCH_TYPES)
    .describe('STORE: a file of records; FETCH: all rows; FETCH_ONE: the first row; NONE (default): nothing.'),
  fetchSize: p.int({ min: 1 }).default(10_000).describe('Rows that are read at once.'),
  store: p.boolean().default(false).describe('Earlier form of fetchType STORE.'),
  fetch: p.boolean().default(false).describe('Earlier form of fetchType FETCH.'),
  fetchOne: p.boolean().default(false).describe('Earlier form of fetchType FETCH_ONE.'),
  timeZoneId: p.string().describe('Time zone of the session. Default: UTC.'),
  connectionPooling: p.boolean().describe('Accepted; each task has a connection of its own.'),
  connectionPoolSize: p.int().describe('Accepted; see connectionPooling.'),
}

type FetchInput = Pick<Rendered<typeof queryProperties>, 'fetchType' | 'store' | 'fetch' | 'fetchOne'>

export function fetchTypeOf({ fetchType, store, fetch, fetchOne }: FetchInput): FetchType {
  if (fetchType !== undefined) return fetchType
  if (store) return 'STORE'
  if (fetch) return 'FETCH'
  return fetchOne ? 'FETCH_ONE' : 'NONE'
}
