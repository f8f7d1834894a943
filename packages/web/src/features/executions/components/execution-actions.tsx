import type { Execution } from '@countersign/contract'
import { Button } from '@mantine/core'
import { IconPlayerStop, IconUserCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmButton } from '../../../components/ui/confirm-button.tsx'
import { messageOf } from '../../../lib/api/api-errors.ts'
import { api } from '../../../lib/api/client.ts'
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
        blocked={state === 'KILLING' ? 'It is being killed.' : ended}
        loading={kill.isPending}
        onConfirm={() => kill.mutate()}
      />
      {state === 'PAUSED' ? (
        <Button
          component="a"
          size="xs"
          href={requestHref(tenant, execution.id)}
          leftSection={<IconUserCheck size={15} aria-hidden />}
        >
          Resume
        </Button>
      ) : (
        <Button
          size="xs"
          variant="default"
          data-disabled
          aria-disabled
          title={ended ?? 'It does not wait for anybody.'}
          leftSection={<IconUserCheck size={15} aria-hidden />}
        >
          Resume
        </Button>
      )}
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
