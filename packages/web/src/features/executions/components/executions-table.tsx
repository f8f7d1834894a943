import type { Execution } from '@countersign/contract'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type Column, DataTable, type Selection } from '../../../components/ui/data-table.tsx'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { RunningDuration } from '../../../components/ui/running-duration.tsx'
import { StateBadge } from '../../../components/ui/state-badge.tsx'
import { isGrowing, runMs, startedBy } from '../model/spans.ts'
import styles from './executions-table.module.css'

interface ExecutionsTableProps {
  readonly tenant: string
  readonly executions: readonly Execution[] | null
  readonly selection?: Selection
  readonly empty?: ReactNode
  /** Leaves the flow out, on the page of one flow. */
  readonly ofOneFlow?: boolean
}

/** Executions, dense, newest first. */
export function ExecutionsTable({ tenant, executions, selection, empty, ofOneFlow = false }: ExecutionsTableProps) {
  const columns = columnsFor(tenant).filter(({ key }) => !(ofOneFlow && key === 'namespace'))
  return (
    <DataTable
      label="Executions"
      columns={columns}
      rows={executions}
      rowKey={executionKey}
      {...(selection === undefined ? {} : { selection })}
      {...(empty === undefined ? {} : { empty })}
    />
  )
}

/** Tells executions apart in lists. */
export function executionKey(execution: Execution): string {
  return execution.id
}

function columnsFor(tenant: string): readonly Column<Execution>[] {
  return [
    { key: 'state', header: 'State', cell: (row) => <StateBadge state={row.state.current} quiet />, narrow: 'below' },
    {
      key: 'flow',
      header: 'Flow',
      narrow: 'main',
      grow: true,
      cell: (row) => (
        <Link
          className={styles.flow}
          to="/$tenant/executions/$namespace/$flowId/$executionId/{-$tab}"
          params={{ tenant, namespace: row.namespace, flowId: row.flowId, executionId: row.id, tab: undefined }}
        >
          {row.flowId}
        </Link>
      ),
    },
    { key: 'namespace', header: 'Namespace', cell: (row) => <span className={styles.soft}>{row.namespace}</span> },
    {
      key: 'id',
      header: 'Id',
      narrow: 'hide',
      cell: (row) => (
        <code className={styles.id} title={row.id}>
          {shortId(row.id)}
        </code>
      ),
    },
    { key: 'by', header: 'Started by', narrow: 'hide', cell: (row) => startedBy(row) },
    {
      key: 'started',
      header: 'Started',
      align: 'right',
      cell: (row) => <RelativeTime at={row.state.startDate} style="short" />,
    },
    {
      key: 'duration',
      header: 'Duration',
      align: 'right',
      cell: (row) => <RunningDuration msAt={(now) => runMs(row.state, now)} growing={isGrowing(row.state)} />,
    },
  ]
}

/** Ids sort by time, so their ends are what tells neighbours apart. */
function shortId(id: string): string {
  return id.length <= 10 ? id : `…${id.slice(-8)}`
}
