import type { InboxMessage, Job, Timer } from '@countersign/core'
import type { InboxRow, JobRow, TimerRow } from '../schema/execution-rows.ts'
import { fromJson, toJson } from './stored-text.ts'

export function toJobRow(job: Job): JobRow {
  return {
    task_run_id: job.taskRunId,
    attempt: job.attempt,
    execution_id: job.executionId,
    tenant: job.tenant,
    kind: job.kind,
    owner: job.owner,
    created_at: job.createdAt,
  }
}

export function fromJobRow(row: JobRow): Job {
  return {
    // The column holds only what was written from a Job.
    kind: row.kind as Job['kind'],
    tenant: row.tenant,
    executionId: row.execution_id,
    taskRunId: row.task_run_id,
    attempt: row.attempt,
    owner: row.owner,
    createdAt: row.created_at,
  }
}

export function toTimerRow(timer: Timer): TimerRow {
  return {
    id: timer.id,
    tenant: timer.tenant,
    execution_id: timer.executionId,
    due_at: timer.dueAt,
    purpose: toJson(timer.purpose),
  }
}

export function fromTimerRow(row: TimerRow): Timer {
  return {
    tenant: row.tenant,
    id: row.id,
    executionId: row.execution_id,
    dueAt: row.due_at,
    purpose: fromJson(row.purpose),
  }
}

export function toInboxRow(message: InboxMessage): InboxRow {
  return {
    id: message.id,
    tenant: message.tenant,
    execution_id: message.executionId,
    at: message.at,
    news: toJson(message.news),
  }
}

export function fromInboxRow(row: InboxRow): InboxMessage {
  return { tenant: row.tenant, id: row.id, executionId: row.execution_id, at: row.at, news: fromJson(row.news) }
}
