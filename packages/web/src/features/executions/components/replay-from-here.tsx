import type { Execution, TaskRun } from '@countersign/contract'
import { IconRefresh } from '@tabler/icons-react'
import { ConfirmButton } from '../../../components/ui/confirm-button.tsx'
import { messageOf } from '../../../lib/api/api-errors.ts'
import { useReplay } from '../hooks/use-replay.ts'
import { useWhyNot } from '../hooks/use-why-not.ts'
import styles from './execution-page.module.css'

interface ReplayFromHereProps {
  readonly tenant: string
  readonly execution: Execution
  readonly run: TaskRun
  /** A row of a table has one each: there it is words only. */
  readonly quiet?: boolean
}

/** Repeats an execution as a new one that begins at a task run; what came before is copied with its outputs. */
export function ReplayFromHere({ tenant, execution, run, quiet = false }: ReplayFromHereProps) {
  const whyNot = useWhyNot(tenant, execution)
  const replay = useReplay(tenant, execution.id)
  return (
    <>
      <ConfirmButton
        label="Replay from here"
        icon={<IconRefresh size={15} aria-hidden />}
        question={`Replay from ${run.taskId}?`}
        detail="A new execution keeps what came before this task and runs everything from it on again. People who decide after it are asked again. This one stays as it is."
        confirm="Replay from here"
        quiet={quiet}
        blocked={whyNot('replay')}
        loading={replay.isPending}
        onConfirm={() => replay.mutate(run.id)}
      />
      {replay.isError && (
        <p role="alert" className={styles.replayProblem}>
          {messageOf(replay.error)}
        </p>
      )}
    </>
  )
}
