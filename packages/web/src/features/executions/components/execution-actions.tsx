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
import { NOT_YOURS } from '../../../lib/session/may.ts'
import { useMay } from '../../../lib/session/use-may.ts'
import { useExecutionAction } from '../hooks/use-execution-action.ts'
import { useReplay } from '../hooks/use-replay.ts'
import { type ExecutionAction, isPausedByPerson, whyNot } from '../model/possible-actions.ts'
import styles from './execution-page.module.css'

interface ExecutionActionsProps {
  readonly tenant: string
  readonly execution: Execution
}

/** What can be done to an execution, always in the same place; what cannot be done now says why on hover. */
export function ExecutionActions({ tenant, execution }: ExecutionActionsProps) {
  const mayKill = useMay(tenant, 'execution:kill')
  const mayRestart = useMay(tenant, 'execution:restart')
  const act = useExecutionAction(tenant, execution.id)
  const replay = useReplay(tenant, execution.id)
  const blocked = (action: ExecutionAction, allowed: boolean) => (allowed ? whyNot(action, execution) : NOT_YOURS)
  const onItsWay = (action: ExecutionAction) => act.isPending && act.variables === action
  const problem = act.error ?? replay.error
  return (
    <div className={styles.actions}>
      <ConfirmButton
        label="Kill"
        icon={<IconPlayerStop size={15} aria-hidden />}
        question="Kill this execution?"
        detail="What it started is killed too, and its open requests are withdrawn. It cannot be taken back."
        confirm="Kill it"
        danger
        blocked={blocked('kill', mayKill)}
        loading={onItsWay('kill')}
        onConfirm={() => act.mutate('kill')}
      />
      <ActionButton
        icon={<IconPlayerPause size={15} aria-hidden />}
        blocked={blocked('pause', mayRestart)}
        loading={onItsWay('pause')}
        onPress={() => act.mutate('pause')}
      >
        Pause
      </ActionButton>
      <ConfirmButton
        label="Replay"
        icon={<IconRefresh size={15} aria-hidden />}
        question="Replay from the start?"
        detail="A new execution runs every task again with the same inputs. People are asked again. This one stays as it is."
        confirm="Replay it"
        blocked={blocked('replay', mayRestart)}
        loading={replay.isPending}
        onConfirm={() => replay.mutate(null)}
      />
      <ConfirmButton
        label="Restart"
        icon={<IconRotateClockwise size={15} aria-hidden />}
        question="Restart from what failed?"
        detail="This execution goes on at the tasks that failed. What came before stays, and so do the answers of people."
        confirm="Restart it"
        main
        blocked={blocked('restart', mayRestart)}
        loading={onItsWay('restart')}
        onConfirm={() => act.mutate('restart')}
      />
      {isPausedByPerson(execution) ? (
        <ActionButton
          main
          icon={<IconPlayerPlay size={15} aria-hidden />}
          blocked={blocked('resume', mayRestart)}
          loading={onItsWay('resume')}
          onPress={() => act.mutate('resume')}
        >
          Resume
        </ActionButton>
      ) : (
        <ActionButton
          main
          icon={<IconUserCheck size={15} aria-hidden />}
          href={requestHref(tenant, execution.id)}
          blocked={blocked('resume', true)}
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
