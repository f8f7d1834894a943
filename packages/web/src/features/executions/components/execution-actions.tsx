import type { Execution } from '@countersign/contract'
import { IconPlayerStop, IconUserCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ActionButton } from '../../../components/ui/action-button.tsx'
import { ConfirmButton } from '../../../components/ui/confirm-button.tsx'
import { messageOf } from '../../../lib/api/api-errors.ts'
import { api } from '../../../lib/api/client.ts'
import { NOT_YOURS } from '../../../lib/session/may.ts'
import { useMay } from '../../../lib/session/use-may.ts'
import { isTerminated, STATE_LOOKS } from '../../../lib/state-look.ts'
import { executionQuery } from '../api.ts'
import styles from './execution-page.module.css'

interface ExecutionActionsProps {
  readonly tenant: string
  readonly execution: Execution
}

/** What can be done to an execution, always in the same place; what cannot be done now says why on hover. */
export function ExecutionActions({ tenant, execution }: ExecutionActionsProps) {
  const queryClient = useQueryClient()
  const mayKill = useMay(tenant, 'execution:kill')
  const state = execution.state.current
  const kill = useMutation({
    mutationFn: () => api.forTenant(tenant).executions.kill(execution.id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: executionQuery(tenant, execution.id).queryKey }),
  })
  const ended = isTerminated(state) ? `It has ended: ${STATE_LOOKS[state].word.toLowerCase()}.` : null
  return (
    <>
      <ConfirmButton
        label="Kill"
        icon={<IconPlayerStop size={15} aria-hidden />}
        question="Kill this execution?"
        detail="What it started is killed too, and its open requests are withdrawn. It cannot be taken back."
        confirm="Kill it"
        danger
        blocked={mayKill ? (state === 'KILLING' ? 'It is being killed.' : ended) : NOT_YOURS}
        loading={kill.isPending}
        onConfirm={() => kill.mutate()}
      />
      <ActionButton
        main
        icon={<IconUserCheck size={15} aria-hidden />}
        href={requestHref(tenant, execution.id)}
        blocked={state === 'PAUSED' ? null : (ended ?? 'It does not wait for anybody.')}
      >
        Resume
      </ActionButton>
      {kill.isError && (
        <p role="alert" className={styles.actionProblem}>
          {messageOf(kill.error)}
        </p>
      )}
    </>
  )
}

/** The page of the open request of an execution; it is an entry of its own, so this is a plain address. */
function requestHref(tenant: string, executionId: string): string {
  return `/ui/${encodeURIComponent(tenant)}/executions/${encodeURIComponent(executionId)}/approval`
}
