import type { FlowWithSource } from '@countersign/contract'
import { useDisclosure } from '@mantine/hooks'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { createRoute, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ActionButton } from '../components/ui/action-button.tsx'
import { EmptyState } from '../components/ui/empty-state.tsx'
import { ErrorNotice } from '../components/ui/error-notice.tsx'
import { PageHeader } from '../components/ui/page-header.tsx'
import { PageSkeleton } from '../components/ui/page-skeleton.tsx'
import { RelativeTime } from '../components/ui/relative-time.tsx'
import { TabLinks } from '../components/ui/tab-links.tsx'
import { ExecutionList } from '../features/executions/components/execution-list.tsx'
import { flowQuery } from '../features/flows/api.ts'
import { RevisionsTab } from '../features/flows/components/revisions-tab.tsx'
import { RunPanel } from '../features/flows/components/run-panel.tsx'
import { SourceTab } from '../features/flows/components/source-tab.tsx'
import { NOT_YOURS } from '../lib/session/may.ts'
import { useMay } from '../lib/session/use-may.ts'
import { tenantRoute } from './tenant-route.tsx'

const TABS = ['source', 'executions', 'revisions'] as const

type Tab = (typeof TABS)[number]

export const flowRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/flows/$namespace/$flowId/{-$tab}',
  component: function FlowPage() {
    const { tenant, namespace, flowId, tab } = flowRoute.useParams()
    const query = useQuery(flowQuery(tenant, namespace, flowId))
    if (query.data === undefined) {
      return query.isError ? (
        <ErrorNotice title="The flow cannot be shown" error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <PageSkeleton label="Reading the flow" />
      )
    }
    return <Loaded flow={query.data} tab={TABS.find((known) => known === tab) ?? 'source'} />
  },
})

function Loaded({ flow, tab }: { readonly flow: FlowWithSource; readonly tab: Tab }) {
  const params = flowRoute.useParams()
  const navigate = useNavigate()
  const [opened, panel] = useDisclosure(false)
  const { tenant } = params
  return (
    <>
      <FlowHead flow={flow} onRun={panel.open} />
      <TabLinks<Tab>
        label="Parts of the flow"
        active={tab}
        onChange={(next) =>
          void navigate({
            to: '/$tenant/flows/$namespace/$flowId/{-$tab}',
            params: { ...params, tab: next === 'source' ? undefined : next },
          })
        }
        tabs={[
          { key: 'source', label: 'Source' },
          { key: 'executions', label: 'Executions' },
          { key: 'revisions', label: 'Revisions' },
        ]}
      />
      {tab === 'source' && <SourceTab tenant={tenant} flow={flow} />}
      {tab === 'executions' && <FlowExecutions flow={flow} onRun={panel.open} />}
      {tab === 'revisions' && <RevisionsTab tenant={tenant} namespace={flow.namespace} id={flow.id} />}
      <RunPanel
        tenant={tenant}
        flow={flow}
        opened={opened}
        onClose={panel.close}
        onStarted={(execution) =>
          void navigate({
            to: '/$tenant/executions/$namespace/$flowId/$executionId/{-$tab}',
            params: {
              tenant,
              namespace: execution.namespace,
              flowId: execution.flowId,
              executionId: execution.id,
              tab: undefined,
            },
          })
        }
      />
    </>
  )
}

function FlowHead({ flow, onRun }: { readonly flow: FlowWithSource; readonly onRun: () => void }) {
  const { tenant } = flowRoute.useParams()
  return (
    <PageHeader
      trail={
        <>
          <Link to="/$tenant/flows" params={{ tenant }}>
            Flows
          </Link>{' '}
          /{' '}
          <Link to="/$tenant/flows" params={{ tenant }} search={{ namespace: flow.namespace }}>
            {flow.namespace}
          </Link>
        </>
      }
      title={flow.id}
      meta={
        <>
          <span>Revision {flow.revision}</span>
          {flow.updated !== undefined && (
            <span>
              Saved <RelativeTime at={flow.updated} />
            </span>
          )}
          {flow.description !== undefined && <span>{flow.description.split('\n')[0]}</span>}
        </>
      }
      actions={<RunButton disabled={flow.disabled} onRun={onRun} />}
    />
  )
}

function RunButton({ disabled, onRun }: { readonly disabled: boolean; readonly onRun: () => void }) {
  const { tenant } = flowRoute.useParams()
  const mayRun = useMay(tenant, 'execution:create')
  const blocked = disabled ? 'The flow is disabled; enable it in its source first.' : mayRun ? null : NOT_YOURS
  return (
    <ActionButton main icon={<IconPlayerPlay size={15} aria-hidden />} blocked={blocked} onPress={onRun}>
      Run
    </ActionButton>
  )
}

function FlowExecutions({ flow, onRun }: { readonly flow: FlowWithSource; readonly onRun: () => void }) {
  const { tenant } = flowRoute.useParams()
  const [page, setPage] = useState(1)
  return (
    <ExecutionList
      tenant={tenant}
      filter={{ namespace: flow.namespace, flowId: flow.id, page }}
      onPage={setPage}
      ofOneFlow
      empty={
        <EmptyState title="This flow has not run yet" action={<RunButton disabled={flow.disabled} onRun={onRun} />} />
      }
    />
  )
}
