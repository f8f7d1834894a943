import type { Flow } from '@countersign/contract'
import { NativeSelect, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ActionButton } from '../../../components/ui/action-button.tsx'
import { type Column, DataTable } from '../../../components/ui/data-table.tsx'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import chipStyles from '../../../components/ui/filter-chips.module.css'
import { PageHeader } from '../../../components/ui/page-header.tsx'
import { Pager } from '../../../components/ui/pager.tsx'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { NOT_YOURS } from '../../../lib/session/may.ts'
import { useMay } from '../../../lib/session/use-may.ts'
import { FLOW_PAGE_SIZE, type FlowFilter, flowsQuery, namespacesQuery } from '../api.ts'
import { NEW_FLOW } from '../model/new-flow.ts'
import styles from './flow-page.module.css'

interface FlowsPageProps {
  readonly tenant: string
  readonly filter: FlowFilter
  readonly onFilter: (filter: FlowFilter) => void
}

/** All flows. */
export function FlowsPage({ tenant, filter, onFilter }: FlowsPageProps) {
  const query = useQuery(flowsQuery(tenant, filter))
  const narrowed = filter.q !== undefined || filter.namespace !== undefined
  return (
    <>
      <PageHeader title="Flows" actions={<NewFlowButton tenant={tenant} />} />
      <FlowFilterBar tenant={tenant} filter={filter} onFilter={onFilter} />
      {query.isError && query.data === undefined ? (
        <ErrorNotice title="The flows cannot be shown" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <DataTable
            label="Flows"
            columns={columnsFor(tenant)}
            rows={query.data?.results ?? null}
            rowKey={({ namespace, id }) => `${namespace}/${id}`}
            empty={
              narrowed ? (
                <EmptyState title="No flow matches" />
              ) : (
                <EmptyState title="There is no flow yet" example={NEW_FLOW} action={<NewFlowButton tenant={tenant} />}>
                  A flow is a list of tasks in YAML. This one asks a person and goes on with the answer:
                </EmptyState>
              )
            }
          />
          <Pager
            page={filter.page ?? 1}
            size={FLOW_PAGE_SIZE}
            total={query.data?.total ?? 0}
            onPage={(page) => onFilter({ ...filter, page })}
          />
        </>
      )}
    </>
  )
}

function NewFlowButton({ tenant }: { readonly tenant: string }) {
  const mayWrite = useMay(tenant, 'flow:write')
  return (
    <ActionButton
      main
      icon={<IconPlus size={15} aria-hidden />}
      href={`/ui/${encodeURIComponent(tenant)}/flows/new`}
      blocked={mayWrite ? null : NOT_YOURS}
    >
      New flow
    </ActionButton>
  )
}

function columnsFor(tenant: string): readonly Column<Flow>[] {
  return [
    {
      key: 'id',
      header: 'Flow',
      narrow: 'main',
      cell: ({ namespace, id }) => (
        <Link
          className={styles.name}
          to="/$tenant/flows/$namespace/$flowId/{-$tab}"
          params={{ tenant, namespace, flowId: id, tab: undefined }}
        >
          {id}
        </Link>
      ),
    },
    { key: 'namespace', header: 'Namespace', cell: (flow) => <span className={styles.soft}>{flow.namespace}</span> },
    {
      key: 'description',
      header: 'Description',
      grow: true,
      narrow: 'hide',
      cell: (flow) => <span className={styles.soft}>{flow.description?.split('\n')[0] ?? ''}</span>,
    },
    { key: 'tasks', header: 'Tasks', align: 'right', narrow: 'hide', cell: (flow) => flow.tasks.length },
    { key: 'revision', header: 'Revision', align: 'right', narrow: 'hide', cell: (flow) => flow.revision },
    {
      key: 'updated',
      header: 'Saved',
      align: 'right',
      cell: (flow) => (flow.updated === undefined ? '' : <RelativeTime at={flow.updated} style="short" />),
    },
  ]
}

function FlowFilterBar({ tenant, filter, onFilter }: FlowsPageProps) {
  const { data: namespaces = [] } = useQuery(namespacesQuery(tenant))
  const [text, setText] = useState(filter.q ?? '')
  const apply = () => {
    const { q: _q, page: _page, ...rest } = filter
    onFilter(text.trim() === '' ? rest : { ...rest, q: text.trim() })
  }
  return (
    <search className={chipStyles.bar}>
      <TextInput
        size="xs"
        w={220}
        aria-label="Search by flow or namespace"
        placeholder="Flow or namespace"
        leftSection={<IconSearch size={15} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') apply()
        }}
        onBlur={() => {
          if (text.trim() !== (filter.q ?? '')) apply()
        }}
      />
      <NativeSelect
        size="xs"
        aria-label="Namespace"
        value={filter.namespace ?? ''}
        onChange={(event) => {
          const namespace = event.currentTarget.value
          const { namespace: _namespace, page: _page, ...rest } = filter
          onFilter(namespace === '' ? rest : { ...rest, namespace })
        }}
        data={[{ value: '', label: 'Every namespace' }, ...namespaces]}
      />
    </search>
  )
}
