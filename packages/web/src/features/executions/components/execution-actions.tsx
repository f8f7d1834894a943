import type { Execution } from '@countersign/contract'
import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRefresh,
  IconRotateClockwise,
  IconUserCheck,
} from '@tabler/icons-react'
import { ActionButton } from '../../../components/ui/action-button.tsx'
import { ConfirmButton } from '../../../components/ui/confirm-button.tsx'
import { messageOf } from '../../../lib/api/api-errors.ts'
import { useExecutionAction } from '../hooks/use-execution-action.ts'
import { useReplay } from '../hooks/use-replay.ts'
import { useWhyNot } from '../hooks/use-why-not.ts'
import { type ExecutionAction, isPausedByPerson } from '../model/possible-actions.ts'
import styles from './execution-page.module.css'

interface ExecutionActionsProps {
  readonly tenant: string
  readonly execution: Execution
}

/** What can be done to an execution, always in the same place; what cannot be done now says why on hover. */
export function ExecutionActions({ tenant, execution }: ExecutionActionsProps) {
  const whyNot = useWhyNot(tenant, execution)
  const act = useExecutionAction(tenant, execution.id)
  const replay = useReplay(tenant, execution.id)
  const problem = act.error ?? replay.error
  const stateOf = (action: ExecutionAction) => ({
    blocked: whyNot(action),
    loading: action === 'replay' ? replay.isPending : act.isPending && act.variables === action,
  })
  return (
    <div className={styles.actions}>
      <ConfirmButton
        {...stateOf('kill')}
        label="Kill"
        icon={<IconPlayerStop size={15} aria-hidden />}
        question="Kill this execution?"
        detail="What it started is killed too, and its open requests are withdrawn. It cannot be taken back."
        confirm="Kill it"
        danger
        onConfirm={() => act.mutate('kill')}
      />
      <ActionButton
        {...stateOf('pause')}
        icon={<IconPlayerPause size={15} aria-hidden />}
        onPress={() => act.mutate('pause')}
      >
        Pause
      </ActionButton>
      <ConfirmButton
        {...stateOf('replay')}
        label="Replay"
        icon={<IconRefresh size={15} aria-hidden />}
        question="Replay from the start?"
        detail="A new execution runs every task again with the same inputs. People are asked again. This one stays as it is."
        confirm="Replay it"
        onConfirm={() => replay.mutate(null)}
      />
      <ConfirmButton
        {...stateOf('restart')}
        label="Restart"
        icon={<IconRotateClockwise size={15} aria-hidden />}
        question="Restart from what failed?"
        detail="This execution goes on at the tasks that failed. What came before stays, and so do the answers of people."
        confirm="Restart it"
        main
        onConfirm={() => act.mutate('restart')}
      />
      {isPausedByPerson(execution) ? (
        <ActionButton
          {...stateOf('resume')}
          main
          icon={<IconPlayerPlay size={15} aria-hidden />}
          onPress={() => act.mutate('resume')}
        >
          Resume
        </ActionButton>
      ) : (
        <ActionButton
          {...stateOf('resume')}
          main
          icon={<IconUserCheck size={15} aria-hidden />}
          href={requestHref(tenant, execution.id)}
        >
          Resume
        </ActionButton>
      )}
      {problem !== null && (
        <p role="alert" className={styles.actionProblem}>
          {messageOf(problem)}
        </p>
      )}
    </div>
  )
}

/** The page of the open request of an execution; it is an entry of its own, so this is a plain address. */
function requestHref(tenant: string, executionId: string): string {
  return `/ui/${encodeURIComponent(tenant)}/executions/${encodeURIComponent(executionId)}/approval`
}
