import type { ApprovalSummary } from '@countersign/contract'
import type { ReactNode } from 'react'
import { type Column, DataTable } from '../../../components/ui/data-table.tsx'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { ToneBadge } from '../../../components/ui/state-badge.tsx'
import { verdictOf } from '../../../lib/approval-words.ts'
import { useNow } from '../../../lib/time/now-provider.tsx'
import { parseInstant } from '../../../lib/time/relative.ts'
import type { InboxView } from '../api.ts'
import styles from './requests-table.module.css'

interface RequestsTableProps {
  readonly tenant: string
  readonly view: InboxView
  readonly requests: readonly ApprovalSummary[] | null
  readonly empty: ReactNode
}

/** Approval requests. Each row opens the request's own page. */
export function RequestsTable({ tenant, view, requests, empty }: RequestsTableProps) {
  return (
    <DataTable
      label={view === 'open' ? 'Open requests' : 'Settled requests'}
      columns={view === 'open' ? openColumns(tenant) : settledColumns(tenant)}
      rows={requests}
      rowKey={requestKey}
      empty={empty}
    />
  )
}

/** Tells requests apart in lists. */
export function requestKey(request: ApprovalSummary): string {
  return request.id
}

function openColumns(tenant: string): readonly Column<ApprovalSummary>[] {
  return [
    titleColumn(tenant),
    { key: 'requester', header: 'Asked by', cell: (row) => row.requester.name },
    {
      key: 'flow',
      header: 'Flow',
      narrow: 'hide',
      cell: (row) => (
        <span className={styles.soft}>
          {row.namespace} / {row.flowId}
        </span>
      ),
    },
    { key: 'due', header: 'Due', align: 'right', cell: (row) => <Due at={row.dueAt} /> },
    {
      key: 'waiting',
      header: 'Waits since',
      align: 'right',
      cell: (row) => <RelativeTime at={row.createdAt} style="short" />,
    },
  ]
}

function settledColumns(tenant: string): readonly Column<ApprovalSummary>[] {
  return [
    {
      key: 'verdict',
      header: 'Decision',
      cell: (row) => {
        const verdict = verdictOf(row)
        return verdict === null ? null : <ToneBadge word={verdict.word} tone={verdict.tone} quiet />
      },
    },
    titleColumn(tenant),
    { key: 'by', header: 'Decided by', cell: (row) => row.settled?.by.name ?? '' },
    {
      key: 'flow',
      header: 'Flow',
      narrow: 'hide',
      cell: (row) => (
        <span className={styles.soft}>
          {row.namespace} / {row.flowId}
        </span>
      ),
    },
    {
      key: 'at',
      header: 'Decided',
      align: 'right',
      cell: (row) => (row.settled === null ? '' : <RelativeTime at={row.settled.at} style="short" />),
    },
  ]
}

function titleColumn(tenant: string): Column<ApprovalSummary> {
  return {
    key: 'title',
    header: 'Request',
    grow: true,
    narrow: 'main',
    cell: (row) => (
      // The request page is an entry of its own, so this is a plain address.
      <a className={styles.title} href={`/ui/${encodeURIComponent(tenant)}/approvals/${encodeURIComponent(row.id)}`}>
        {row.title}
      </a>
    ),
  }
}

/** The deadline; one that is near or over is told in the colour of a warning. */
function Due({ at }: { readonly at: string | null }) {
  const now = useNow()
  if (at === null) return null
  const instant = parseInstant(at)
  const near = instant !== null && instant - now < 24 * 3_600_000
  return (
    <span className={near ? styles.near : undefined}>
      <RelativeTime at={at} style="short" />
    </span>
  )
}
