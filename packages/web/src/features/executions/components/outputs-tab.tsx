import type { Execution, TaskRun } from '@countersign/contract'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { StateBadge } from '../../../components/ui/state-badge.tsx'
import { ValueList } from '../../../components/ui/value-list.tsx'
import styles from './execution-page.module.css'

/** The outputs of the flow, then those of each task run that has any. */
export function OutputsTab({ execution }: { readonly execution: Execution }) {
  const flowOutputs = execution.outputs ?? {}
  const runs = (execution.taskRunList ?? []).filter((run) => Object.keys(run.outputs ?? {}).length > 0)
  const hasFlowOutputs = Object.keys(flowOutputs).length > 0
  if (!hasFlowOutputs && runs.length === 0) {
    return (
      <EmptyState title="Nothing was put out yet" example={'{{ outputs.my_task.value }}'}>
        What a task puts out stands here, and later tasks read it with an expression.
      </EmptyState>
    )
  }
  return (
    <>
      {hasFlowOutputs && (
        <section className={styles.output}>
          <h2 className={styles.outputTitle}>Outputs of the flow</h2>
          <ValueList values={flowOutputs} />
        </section>
      )}
      {runs.map((run) => (
        <RunOutputs key={run.id} run={run} />
      ))}
    </>
  )
}

function RunOutputs({ run }: { readonly run: TaskRun }) {
  return (
    <section className={styles.output}>
      <h2 className={styles.outputTitle}>
        {run.taskId}
        {run.value !== undefined && <span className={styles.taskValue}> {run.value}</span>}{' '}
        <StateBadge state={run.state.current} quiet />
      </h2>
      <ValueList values={run.outputs ?? {}} />
    </section>
  )
}
