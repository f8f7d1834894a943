import type { FlowWithSource } from '@countersign/contract'
import { IconPencil } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { SourceView } from '../../../components/source/source-view.tsx'
import { ActionButton } from '../../../components/ui/action-button.tsx'
import { api } from '../../../lib/api/client.ts'
import { NOT_YOURS } from '../../../lib/session/may.ts'
import { useMay } from '../../../lib/session/use-may.ts'
import { flowQuery } from '../api.ts'
import { FlowEditor } from './flow-editor.tsx'
import styles from './flow-page.module.css'

interface SourceTabProps {
  readonly tenant: string
  readonly flow: FlowWithSource
}

/** The source of a flow: to read, and after "Edit" to write. */
export function SourceTab({ tenant, flow }: SourceTabProps) {
  const queryClient = useQueryClient()
  const mayWrite = useMay(tenant, 'flow:write')
  const [editing, setEditing] = useState(false)
  if (editing) {
    return (
      <FlowEditor
        tenant={tenant}
        initial={flow.source}
        save={(source) => api.forTenant(tenant).flows.update(flow.namespace, flow.id, source)}
        onSaved={(saved) => {
          queryClient.setQueryData(flowQuery(tenant, flow.namespace, flow.id).queryKey, saved)
          void queryClient.invalidateQueries({ queryKey: ['flows', tenant] })
          setEditing(false)
        }}
        onCancel={() => setEditing(false)}
      />
    )
  }
  return (
    <>
      <div className={styles.toolbar}>
        <ActionButton
          icon={<IconPencil size={15} aria-hidden />}
          blocked={mayWrite ? null : NOT_YOURS}
          onPress={() => setEditing(true)}
        >
          Edit
        </ActionButton>
      </div>
      <SourceView source={flow.source} label="Source of the flow" />
    </>
  )
}
