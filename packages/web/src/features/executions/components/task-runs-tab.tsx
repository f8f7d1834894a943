import type { Execution } from '@countersign/contract'
import { DataTable } from '../../../components/ui/data-table.tsx'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { RunningDuration } from '../../../components/ui/running-duration.tsx'
import { StateBadge } from '../../../components/ui/state-badge.tsx'
import { STATE_LOOKS } from '../../../lib/state-look.ts'
import { formatClock, formatExact, parseInstant } from '../../../lib/time/relative.ts'
import { isGrowing, runMs } from '../model/spans.ts'
import { type TaskNode, taskTree } from '../model/task-tree.ts'
import { barOf } from '../model/time-bar.ts'
import styles from './execution-page.module.css'
import { ReplayFromHere } from './replay-from-here.tsx'

interface TaskRunsTabProps {
  readonly tenant: string
  readonly execution: Execution
}

/** Every task run in the order in which they came, containers above their children, with when and how long. */
export function TaskRunsTab({ tenant, execution }: TaskRunsTabProps) {
  const nodes = taskTree(execution.taskRunList ?? [])
  return (
    <DataTable<TaskNode>
      label="Task runs"
      rows={nodes}
      rowKey={({ run }) => run.id}
      empty={
        <EmptyState title="No task has run yet">The first task run stands here as soon as it is created.</EmptyState>
      }
      columns={[
        {
          key: 'task',
          header: 'Task',
          narrow: 'main',
          cell: ({ run, depth }) => (
            <span className={styles.task} style={{ paddingLeft: depth * 16 }}>
              {run.taskId}
              {run.value !== undefined && <span className={styles.taskValue}>{run.value}</span>}
            </span>
          ),
        },
        { key: 'state', header: 'State', cell: ({ run }) => <StateBadge state={run.state.current} quiet /> },
        {
          key: 'attempts',
          header: 'Attempts',
          align: 'right',
          narrow: 'hide',
          cell: ({ run }) => run.attempts?.length ?? 0,
        },
        { key: 'started', header: 'Started', align: 'right', cell: ({ run }) => <Clock at={run.state.startDate} /> },
        {
          key: 'duration',
          header: 'Duration',
          align: 'right',
          cell: ({ run }) => <RunningDuration msAt={(now) => runMs(run.state, now)} growing={isGrowing(run.state)} />,
        },
        {
          key: 'bar',
          header: 'Within the execution',
          grow: true,
          narrow: 'hide',
          cell: ({ run }) => <Bar run={run} execution={execution} />,
        },
        {
          key: 'actions',
          header: 'Actions',
          align: 'right',
          cell: ({ run }) => <ReplayFromHere tenant={tenant} execution={execution} run={run} quiet />,
        },
      ]}
    />
  )
}

function Clock({ at }: { readonly at: string }) {
  const instant = parseInstant(at)
  if (instant === null) return <>{at}</>
  return (
    <time dateTime={at} title={formatExact(instant)}>
      {formatClock(instant)}
    </time>
  )
}

function Bar({ run, execution }: { readonly run: TaskNode['run']; readonly execution: Execution }) {
  const { left, width } = barOf(run.state, execution.state, Date.now())
  const tone = STATE_LOOKS[run.state.current].tone
  return (
    <span className={styles.bar} aria-hidden>
      <span className={styles.barFill} data-tone={tone} style={{ left: `${left}%`, width: `${width}%` }} />
    </span>
  )
}
