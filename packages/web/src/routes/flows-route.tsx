import { useQueryClient } from '@tanstack/react-query'
import { createRoute } from '@tanstack/react-router'
import { PageHeader } from '../components/ui/page-header.tsx'
import { type FlowFilter, parseFlowFilter } from '../features/flows/api.ts'
import { FlowEditor } from '../features/flows/components/flow-editor.tsx'
import { FlowsPage } from '../features/flows/components/flows-page.tsx'
import { NEW_FLOW } from '../features/flows/model/new-flow.ts'
import { api } from '../lib/api/client.ts'
import { tenantRoute } from './tenant-route.tsx'

export const flowsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/flows',
  validateSearch: (search): FlowFilter => parseFlowFilter(search),
  component: function Flows() {
    const { tenant } = flowsRoute.useParams()
    const navigate = flowsRoute.useNavigate()
    return (
      <FlowsPage
        tenant={tenant}
        filter={flowsRoute.useSearch()}
        onFilter={(filter) => void navigate({ search: filter })}
      />
    )
  },
})

export const newFlowRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/flows/new',
  component: function NewFlow() {
    const { tenant } = newFlowRoute.useParams()
    const navigate = newFlowRoute.useNavigate()
    const queryClient = useQueryClient()
    return (
      <>
        <PageHeader title="New flow" />
        <FlowEditor
          tenant={tenant}
          initial={NEW_FLOW}
          save={(source) => api.forTenant(tenant).flows.create(source)}
          onSaved={({ namespace, id }) => {
            void queryClient.invalidateQueries({ queryKey: ['flows', tenant] })
            void navigate({
              to: '/$tenant/flows/$namespace/$flowId/{-$tab}',
              params: { tenant, namespace, flowId: id, tab: undefined },
            })
          }}
          onCancel={() => void navigate({ to: '/$tenant/flows', params: { tenant } })}
        />
      </>
    )
  },
})
