import { type Job, type Logger, openJobs, type PlanNode, type TaskRun, type Write } from '@countersign/core'
import type { Committer } from '../commit/committer.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import { eventLetter } from '../executions/letter.ts'
import type { AttemptRunner } from './attempt-runner.ts'
import type { ChildStarter } from './child-starter.ts'
import type { JobRunner } from './dispatcher.ts'

interface JobRunnerOptions {
  readonly hosts: Hosts
  readonly committer: Committer
  readonly runAttempt: AttemptRunner
  readonly startChild: ChildStarter
  readonly logger: Logger
}

/** Does a job and brings its result home: through the mailbox of its execution, fenced by the attempt that it was for. */
export function createJobRunner({ hosts, committer, runAttempt, startChild, logger }: JobRunnerOptions): JobRunner {
  /** A job whose attempt is over (or whose execution is gone) is only a row; nobody else would take it away. */
  async function drop(job: Job): Promise<void> {
    const write: Write = { kind: 'job-remove', taskRunId: job.taskRunId, attempt: job.attempt }
    await committer.commit({ guards: [], writes: [write], audit: [] })
    logger.debug('A job was no longer needed', { executionId: job.executionId, taskRunId: job.taskRunId })
  }

  async function attempt(
    job: Job,
    signal: AbortSignal,
    hot: HotExecution,
    run: TaskRun,
    node: PlanNode,
  ): Promise<void> {
    const result = await runAttempt({ job, hot, run, node, signal })
    if (result === null) return
    await new Promise<void>((resolve) => {
      const writes = (result.metrics ?? []).map((row): Write => ({ kind: 'metric-append', row }))
      const event = { kind: 'attempt-ended', taskRunId: run.id, attempt: job.attempt, result } as const
      hosts.post(job.executionId, eventLetter(event, { writes, delivered: resolve, failed: () => resolve() }))
    })
  }

  return async (job, signal) => {
    const hot = await hosts.read(job.executionId)
    const run = hot?.findTaskRun(job.taskRunId)
    const node = run === undefined ? undefined : hot?.plan.nodes.get(run.taskId)
    if (hot === null || run === undefined || node === undefined || !openJobs(node, run).includes(job.attempt))
      return drop(job)
    if (job.kind === 'attempt') return attempt(job, signal, hot, run, node)
    return startChild({ job, hot, run, node, signal })
  }
}
