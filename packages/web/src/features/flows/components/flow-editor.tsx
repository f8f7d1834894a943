import type { FlowWithSource } from '@countersign/contract'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { DiagnosticList } from '../../../components/source/diagnostic-list.tsx'
import { SourceEditor } from '../../../components/source/source-editor.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { useFindings } from '../hooks/use-findings.ts'
import { findingsOfError } from '../model/findings.ts'
import styles from './flow-page.module.css'

interface FlowEditorProps {
  readonly tenant: string
  /** What the editor starts with. */
  readonly initial: string
  readonly save: (source: string) => Promise<FlowWithSource>
  readonly onSaved: (flow: FlowWithSource) => void
  readonly onCancel: () => void
}

/** Writes a flow: findings while typing, at their lines and in a list; saving is the server's to refuse. */
export function FlowEditor({ tenant, initial, save, onSaved, onCancel }: FlowEditorProps) {
  const [source, setSource] = useState(initial)
  const { diagnostics: checked, checking } = useFindings(tenant, source)
  const saving = useMutation({ mutationFn: save, onSuccess: onSaved })
  const refused = findingsOfError(saving.error)
  const diagnostics = refused.length > 0 ? refused : checked
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const changed = source !== initial
  useLeaveGuard(changed && !saving.isSuccess)

  function change(next: string): void {
    saving.reset()
    setSource(next)
  }

  return (
    <>
      <div className={styles.editorBar}>
        <Button size="xs" loading={saving.isPending} onClick={() => saving.mutate(source)}>
          Save
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          {changed ? 'Discard changes' : 'Back'}
        </Button>
        <span className={styles.soft} role="status">
          {checking ? 'Checking …' : errors === 0 ? 'No errors' : `${errors} ${errors === 1 ? 'error' : 'errors'}`}
        </span>
        <span className={styles.keys}>
          <kbd>Ctrl S</kbd> saves, <kbd>Esc</kbd> then <kbd>Tab</kbd> leaves the editor
        </span>
      </div>
      {saving.isError && refused.length === 0 && <ErrorNotice title="The flow was not saved" error={saving.error} />}
      <SourceEditor
        source={source}
        label="Source of the flow"
        diagnostics={diagnostics}
        onChange={change}
        onSave={() => saving.mutate(source)}
      />
      <DiagnosticList diagnostics={diagnostics} />
    </>
  )
}

/** Asks before a page with unsaved words is closed. */
function useLeaveGuard(active: boolean): void {
  useEffect(() => {
    if (!active) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [active])
}
