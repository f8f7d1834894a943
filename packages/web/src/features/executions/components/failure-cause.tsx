import type { Execution } from '@countersign/contract'
import { useQuery } from '@tanstack/react-query'
import { StateIcon } from '../../../components/ui/state-icon.tsx'
import { errorLogQuery } from '../api.ts'
import { causeLines } from '../model/cause-lines.ts'
import { failedRun } from '../model/task-tree.ts'
import styles from './failure-cause.module.css'
import { ReplayFromHere } from './replay-from-here.tsx'

/** So many of the last lines stand with the cause. */
const LAST_LINES = 5

interface FailureCauseProps {
  readonly tenant: string
  readonly execution: Execution
}

/** Why an execution failed: the task, which attempt of it, and the last lines that it wrote about it. */
export function FailureCause({ tenant, execution }: FailureCauseProps) {
  const run = failedRun(execution.taskRunList ?? [])
  const { data: lines = [] } = useQuery(errorLogQuery(tenant, execution.id))
  const shown = causeLines(lines, run).slice(-LAST_LINES)
  const attempts = run?.attempts?.length ?? 0
  return (
    <section className={styles.cause} aria-labelledby="cause-heading">
      <h2 id="cause-heading" className={styles.heading} data-tone="failed">
        <StateIcon tone="failed" size={18} />
        <span className={styles.words}>
          <span>{run === null ? 'The execution failed' : `Failed at ${run.taskId}`}</span>
          {attempts > 1 && <span className={styles.attempt}>attempt {attempts}</span>}
          {run?.value !== undefined && <span className={styles.attempt}>value {run.value}</span>}
        </span>
      </h2>
      {shown.length > 0 ? (
        <pre className={styles.lines}>{shown.map((line) => line.message ?? '').join('\n')}</pre>
      ) : (
        <p className={styles.none}>It wrote nothing about it to the log.</p>
      )}
      {run !== null && (
        <div className={styles.action}>
          <ReplayFromHere tenant={tenant} execution={execution} run={run} />
        </div>
      )}
    </section>
  )
}
