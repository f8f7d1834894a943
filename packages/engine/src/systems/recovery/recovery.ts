import type { Clock, Job, Logger, WorkStore, Write } from '@countersign/core'
import type { Committer } from '../commit/committer.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { Inbox } from '../executions/inbox.ts'

interface RecoveryOptions {
  readonly work: WorkStore
  readonly committer: Committer
  readonly hosts: Hosts
  readonly inbox: Inbox
  readonly clock: Clock
  readonly logger: Logger
  readonly owner: string
}

const BATCH = 500

/**
 * Takes up what earlier owners left: jobs whose owner has no lease any more run again, and executions whose turn was cut,
 * or which have messages waiting, go on. Goes by rows and leases alone, never by "this process has just started".
 */
export async function recover(options: RecoveryOptions): Promise<void> {
  const jobs = await takeOverJobs(options)
  const executions = await resumeUnfinished(options)
  if (jobs + executions > 0) options.logger.info('Took up the work of an earlier process', { jobs, executions })
}

/** A job is re-written under this owner's name; the commit then dispatches it like any other. */
async function takeOverJobs({ work, committer, clock, owner }: RecoveryOptions): Promise<number> {
  let count = 0
  for (;;) {
    const jobs = await work.orphanedJobs(clock.now(), BATCH)
    if (jobs.length === 0) return count
    count += jobs.length
    await committer.commit({ guards: [], writes: jobs.flatMap((job) => takeOver(job, owner)), audit: [] })
  }
}

function takeOver(job: Job, owner: string): readonly Write[] {
  return [
    { kind: 'job-remove', taskRunId: job.taskRunId, attempt: job.attempt },
    { kind: 'job-add', row: { ...job, owner } },
  ]
}

/** Those that were seen may be unfinished for long, so the window grows until it holds nothing but them. */
async function resumeUnfinished({ work, hosts, inbox }: RecoveryOptions): Promise<number> {
  const seen = new Set<string>()
  for (;;) {
    const ids = await work.unfinishedExecutions(seen.size + BATCH)
    const fresh = ids.filter((id) => !seen.has(id))
    if (fresh.length === 0) return seen.size
    for (const id of fresh) {
      seen.add(id)
      for (const message of await work.inbox(id)) inbox.deliver(message)
      hosts.resume(id)
    }
  }
}
