import type { WorkStore } from '@countersign/core'
import { sql } from 'kysely'
import type { Readers } from '../dialects/readers.ts'
import { fromInboxRow, fromJobRow, fromTimerRow } from '../rows/work-row.ts'
import type { JobRow } from '../schema/execution-rows.ts'
import { prepareQuery } from './prepared-query.ts'

export function createWorkStore({ quick }: Readers): WorkStore {
  const inbox = prepareQuery(
    quick,
    quick.selectFrom('inbox').selectAll().where('execution_id', '=', 'id').orderBy('id'),
  )
  return {
    dueTimers: async (now, limit) => {
      const rows = await quick
        .selectFrom('timers')
        .selectAll()
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(fromTimerRow)
    },
    nextTimerAt: async () => {
      const row = await quick
        .selectFrom('timers')
        .select((eb) => eb.fn.min<number | null>('due_at').as('next'))
        .executeTakeFirst()
      return row?.next ?? null
    },
    orphanedJobs: async (now, limit) => (await orphanedJobs(now, limit).execute(quick)).rows.map(fromJobRow),
    unfinishedExecutions: async (limit) => {
      const rows = await quick
        .selectFrom('executions')
        .select('id')
        .where(sql<boolean>`unfinished_turn = 1`)
        .union(quick.selectFrom('inbox').select('execution_id as id').distinct())
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(({ id }) => id)
    },
    inbox: async (executionId) => (await inbox(executionId)).map(fromInboxRow),
  }
}

/**
 * Walks from owner to owner along the index, so that the jobs of living owners, which can be many, are not read; an owner
 * without a row counts as gone. A join of jobs with owners reads every job; a list of dead owners misses those without a row.
 */
function orphanedJobs(now: number, limit: number) {
  return sql<JobRow>`
    with recursive job_owners (owner) as (
      select min(owner) from jobs
      union all
      select (select min(owner) from jobs where owner > job_owners.owner) from job_owners
      where job_owners.owner is not null
    )
    select jobs.* from job_owners
    join jobs on jobs.owner = job_owners.owner
    where not exists (select 1 from owners where owners.id = job_owners.owner and owners.lease_until > ${now})
    order by jobs.created_at, jobs.task_run_id
    limit ${limit}`
}
