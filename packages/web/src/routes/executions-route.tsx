import { createRoute } from '@tanstack/react-router'
import { ExecutionsPage } from '../features/executions/components/executions-page.tsx'
import { type ExecutionFilter, parseExecutionFilter } from '../features/executions/model/execution-filter.ts'
import { tenantRoute } from './tenant-route.tsx'

export const executionsRoute = createRoute({
  getParentRoute: () => tenantRoute,
  path: '/executions',
  validateSearch: (search): ExecutionFilter => parseExecutionFilter(search),
  component: function Executions() {
    const { tenant } = executionsRoute.useParams()
    const filter = executionsRoute.useSearch()
    const navigate = executionsRoute.useNavigate()
    return <ExecutionsPage tenant={tenant} filter={filter} onFilter={(next) => void navigate({ search: next })} />
  },
})
