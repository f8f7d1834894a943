import type { Execution, Flow } from '@countersign/contract'
import { Button, Drawer } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import { focusField, GeneratedForm } from '../../../components/form/generated-form.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { useRun } from '../hooks/use-run.ts'
import { FailingChecks } from './failing-checks.tsx'
import styles from './flow-page.module.css'

interface RunPanelProps {
  readonly tenant: string
  readonly flow: Flow
  readonly opened: boolean
  readonly onClose: () => void
  readonly onStarted: (execution: Execution) => void
}

/** The form of a flow's inputs beside the page, and the button that starts it. */
export function RunPanel({ tenant, flow, opened, onClose, onStarted }: RunPanelProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={460}
      title={`Run ${flow.id}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {opened && <RunForm tenant={tenant} flow={flow} onStarted={onStarted} />}
    </Drawer>
  )
}

function RunForm({ tenant, flow, onStarted }: Omit<RunPanelProps, 'opened' | 'onClose'>) {
  const running = useRun(tenant, flow, {
    onStarted,
    // The error is rendered first, so that it is announced together with its field.
    onRefused: (field) => window.requestAnimationFrame(() => focusField('run', field)),
  })
  function submit(event: FormEvent): void {
    event.preventDefault()
    running.start()
  }
  return (
    <form className={styles.runForm} onSubmit={submit} noValidate>
      {running.fields.length === 0 && running.form.formErrors.length === 0 ? (
        <p className={styles.soft}>This flow takes no inputs.</p>
      ) : (
        <GeneratedForm
          fields={running.fields}
          form={running.form}
          onChange={running.change}
          disabled={running.sending}
          idPrefix="run"
        />
      )}
      <FailingChecks checks={running.checks} />
      {running.problem !== null && <ErrorNotice title="The flow was not started" error={running.problem} />}
      <div className={styles.runActions}>
        <Button type="submit" loading={running.sending} leftSection={<IconPlayerPlay size={16} aria-hidden />}>
          Run
        </Button>
      </div>
    </form>
  )
}
