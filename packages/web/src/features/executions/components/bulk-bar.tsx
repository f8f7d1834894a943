import { isApiError } from '@countersign/contract/client'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmButton } from '../../../components/ui/confirm-button.tsx'
import { messageOf } from '../../../lib/api/api-errors.ts'
import { api } from '../../../lib/api/client.ts'
import { NOT_YOURS } from '../../../lib/session/may.ts'
import { useMay } from '../../../lib/session/use-may.ts'
import styles from './bulk-bar.module.css'

interface BulkBarProps {
  readonly tenant: string
  readonly ids: readonly string[]
  readonly onClear: () => void
}

/** What can be done to all chosen executions at once. The server does all of it or nothing; what stood in the way is listed. */
export function BulkBar({ tenant, ids, onClear }: BulkBarProps) {
  const queryClient = useQueryClient()
  const mayKill = useMay(tenant, 'execution:kill')
  const mayDecide = useMay(tenant, 'approval:decide')
  const { executions } = api.forTenant(tenant)
  const bulk = useMutation({
    mutationFn: (action: 'kill' | 'resume') =>
      action === 'kill' ? executions.killByIds(ids) : executions.resumeByIds(ids),
    onSuccess: async () => {
      onClear()
      await queryClient.invalidateQueries({ queryKey: ['executions', tenant] })
    },
  })
  if (ids.length === 0) return null
  const count = ids.length === 1 ? '1 execution' : `${ids.length} executions`
  return (
    <section className={styles.bar} aria-label="Chosen executions">
      <strong>{count} chosen</strong>
      <ConfirmButton
        label="Resume"
        question={`Resume ${count} without filling in their forms?`}
        detail="Works for paused executions only. Flows that read an answer find none."
        confirm={`Resume ${count}`}
        blocked={mayDecide ? null : NOT_YOURS}
        loading={bulk.isPending}
        onConfirm={() => bulk.mutate('resume')}
      />
      <ConfirmButton
        label="Kill"
        question={`Kill ${count}?`}
        detail="What they started is killed too. Open requests are withdrawn."
        confirm={`Kill ${count}`}
        danger
        blocked={mayKill ? null : NOT_YOURS}
        loading={bulk.isPending}
        onConfirm={() => bulk.mutate('kill')}
      />
      <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
        Clear
      </Button>
      {bulk.isError && <BulkProblem error={bulk.error} />}
    </section>
  )
}

function BulkProblem({ error }: { readonly error: unknown }) {
  const invalids = isApiError(error) ? error.invalids : []
  return (
    <div className={styles.problem} role="alert">
      <p>
        {messageOf(error)}
        {invalids.length > 0 && '. Nothing was changed:'}
      </p>
      <ul>
        {invalids.map(({ id, message }) => (
          <li key={id}>
            <code>{id}</code> {message}
          </li>
        ))}
      </ul>
    </div>
  )
}
