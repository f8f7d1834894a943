import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { PageHeader } from '../../../components/ui/page-header.tsx'
import { namespacesQuery } from '../api.ts'
import { chipsOf, type ExecutionFilter } from '../model/execution-filter.ts'
import { BulkBar } from './bulk-bar.tsx'
import { ExecutionList } from './execution-list.tsx'
import { FilterBar } from './filter-bar.tsx'

interface ExecutionsPageProps {
  readonly tenant: string
  readonly filter: ExecutionFilter
  readonly onFilter: (filter: ExecutionFilter) => void
}

/** All executions, narrowed by the filter in the address. */
export function ExecutionsPage({ tenant, filter, onFilter }: ExecutionsPageProps) {
  const { data: namespaces = [] } = useQuery(namespacesQuery(tenant))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  return (
    <>
      <PageHeader title="Executions" />
      <FilterBar filter={filter} namespaces={namespaces} onChange={onFilter} />
      <ExecutionList
        tenant={tenant}
        filter={filter}
        onPage={(page) => onFilter({ ...filter, page })}
        selection={{ keys: chosen, onChange: setChosen }}
        empty={
          chipsOf(filter).length > 0 ? <NothingMatches onClear={() => onFilter({})} /> : <NothingRan tenant={tenant} />
        }
      />
      <BulkBar tenant={tenant} ids={[...chosen]} onClear={() => setChosen(new Set())} />
    </>
  )
}

function NothingMatches({ onClear }: { readonly onClear: () => void }) {
  return (
    <EmptyState
      title="No execution matches"
      action={
        <Button size="xs" variant="default" onClick={onClear}>
          Clear the filter
        </Button>
      }
    />
  )
}

function NothingRan({ tenant }: { readonly tenant: string }) {
  return (
    <EmptyState
      title="Nothing has run yet"
      example={`curl -X POST ${window.location.origin}/api/v1/${tenant}/executions/my.namespace/my_flow \\\n  -H "Authorization: Bearer $TOKEN"`}
      action={
        <Button size="xs" component="a" href={`/ui/${encodeURIComponent(tenant)}/flows`}>
          Open the flows
        </Button>
      }
    >
      An execution is one run of a flow. Start one from the flow's page, or from outside:
    </EmptyState>
  )
}
