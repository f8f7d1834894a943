import type { SqlStorage } from '@countersign/storage'
import { sql } from 'kysely'
import type { LoginUser } from './login-library.ts'

/** Who exists, read from the login tables without the login library. */
export interface UserDirectory {
  count(): Promise<number>
  find(username: string): Promise<LoginUser | null>
}

export function createUserDirectory(kysely: SqlStorage['kysely']): UserDirectory {
  return {
    async count() {
      const { rows } = await sql<{ readonly users: number | string }>`select count(*) as users from "user"`.execute(
        kysely,
      )
      return Number(rows[0]?.users ?? 0)
    },
    async find(username) {
      const { rows } = await sql<LoginUser>`
        select id, coalesce("displayUsername", username, email) as username, name, email, tenant,
          coalesce(role, 'requester') as role
        from "user" where username = ${username.toLowerCase()}`.execute(kysely)
      return rows[0] ?? null
    },
  }
}
