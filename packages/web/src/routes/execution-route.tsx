import { useQuery } from '@tanstack/react-query'
import { createRoute, Link, useNavigate } from '@tanstack/react-router'
import { CopyButton } from '../components/ui/copy-button.tsx'
import { ErrorNotice } from '../components/ui/error-notice.tsx'
import { LiveNotice } from '../components/ui/live-notice.tsx'
import { PageHeader } from '../components/ui/page-header.tsx'
import { PageSkeleton } from '../components/ui/page-skeleton.tsx'
import { RelativeTime } from '../components/ui/relative-time.tsx'
import { RunningDuration } from '../components/ui/running-duration.tsx'
import { StateBadge } from '../components/ui/state-badge.tsx'
import { TabLinks } from '../components/ui/tab-links.tsx'
import { AuditList } from '../features/audit/components/audit-list.tsx'
import { decisionsQuery } from '../features/executions/api.ts'
import { DecisionsTab } from '../features/executions/components/decisions-tab.tsx'
import { ExecutionActions } from '../features/executions/components/execution-actions.tsx'
import { FailureCause } from '../features/executions/components/failure-cause.tsx'
import { LogsTab } from '../features/executions/components/logs-tab.tsx'
import { OutputsTab } from '../features/executions/components/outputs-tab.tsx'
import { OverviewTab } from '../features/executions/components/overview-tab.tsx'
import { TaskRunsTab } from '../features/executions/components/task-runs-tab.tsx'
import { type LiveExecution, useLiveExecution } from '../features/executions/hooks/use-live-execution.ts'
import { isGrowing, runMs } from '../features/executions/model/spans.ts'
import { useMay } from '../lib/session/use-may.ts'
import { isTerminated } from '../lib/state-look.ts'
import { tenantRoute } from './tenant-route.tsx'

const TABS = ['overview', 'task-runs', 'logs', 'outputs', 'decisions', 'audit'] as const

type Tab = (typeof TABS)[number]

/** The address of an execution, as the API gives it in `url`; the open tab may follow. */
export const executionRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/executions/$namespace/$flowId/$executionId/{-$tab}',
  component: function ExecutionPage() {
    const { tenant, executionId, tab } = executionRoute.useParams()
    const live = useLiveExecution(tenant, executionId)
    if (live.query.data === undefined) {
      return live.query.isError ? (
        <ErrorNotice
          title="The execution cannot be shown"
          error={live.query.error}
          onRetry={() => void live.query.refetch()}
        />
      ) : (
        <PageSkeleton label="Reading the execution" />
      )
    }
    return <Loaded live={live} tab={TABS.find((known) => known === tab) ?? 'overview'} />
  },
})

function Loaded({ live, tab }: { readonly live: LiveExecution; readonly tab: Tab }) {
  const params = executionRoute.useParams()
  const navigate = useNavigate()
  const { tenant, executionId } = params
  const mayAudit = useMay(tenant, 'audit:read')
  const { data: decisions = [] } = useQuery(decisionsQuery(tenant, executionId))
  const execution = live.query.data
  if (execution === undefined) return null
  const show = (next: Tab) =>
    void navigate({
      to: '/$tenant/executions/$namespace/$flowId/$executionId/{-$tab}',
      params: { ...params, tab: next === 'overview' ? undefined : next },
    })
  return (
    <>
      <Head live={live} />
      {execution.state.current === 'FAILED' && tab === 'overview' && (
        <FailureCause tenant={tenant} execution={execution} />
      )}
      <TabLinks<Tab>
        label="Parts of the execution"
        active={tab}
        onChange={show}
        tabs={[
          { key: 'overview', label: 'Overview' },
          { key: 'task-runs', label: 'Task runs', count: execution.taskRunList?.length ?? 0 },
          { key: 'logs', label: 'Logs' },
          { key: 'outputs', label: 'Outputs' },
          { key: 'decisions', label: 'Decisions', count: decisions.length },
          ...(mayAudit ? [{ key: 'audit', label: 'Audit' } as const] : []),
        ]}
      />
      {tab === 'overview' && <OverviewTab tenant={tenant} execution={execution} />}
      {tab === 'task-runs' && <TaskRunsTab tenant={tenant} execution={execution} />}
      {tab === 'logs' && (
        <LogsTab tenant={tenant} executionId={executionId} ended={isTerminated(execution.state.current)} />
      )}
      {tab === 'outputs' && <OutputsTab execution={execution} />}
      {tab === 'decisions' && <DecisionsTab tenant={tenant} executionId={executionId} />}
      {tab === 'audit' && (
        <AuditList tenant={tenant} executionId={executionId} approvalIds={decisions.map(({ id }) => id)} />
      )}
    </>
  )
}

function Head({ live }: { readonly live: LiveExecution }) {
  const { tenant } = executionRoute.useParams()
  const execution = live.query.data
  if (execution === undefined) return null
  const { namespace, flowId, state } = execution
  return (
    <PageHeader
      trail={
        <>
          <Link to="/$tenant/executions" params={{ tenant }}>
            Executions
          </Link>{' '}
          /{' '}
          <Link to="/$tenant/executions" params={{ tenant }} search={{ namespace }}>
            {namespace}
          </Link>
        </>
      }
      title={
        <>
          <Link to="/$tenant/flows/$namespace/$flowId/{-$tab}" params={{ tenant, namespace, flowId, tab: undefined }}>
            {flowId}
          </Link>
          <StateBadge state={state.current} />
        </>
      }
      meta={
        <>
          <span>
            <code>{execution.id}</code> <CopyButton text={execution.id} label="Copy the id" />
          </span>
          <span>
            Started <RelativeTime at={state.startDate} />
          </span>
          <span>
            {isGrowing(state) ? 'For' : 'Took'}{' '}
            <RunningDuration msAt={(now) => runMs(state, now)} growing={isGrowing(state)} />
          </span>
          <LiveNotice status={live.stream} />
        </>
      }
      actions={<ExecutionActions tenant={tenant} execution={execution} />}
    />
  )
}
