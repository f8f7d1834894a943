import type { AuditVerification } from '@countersign/contract'
import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { StateIcon } from '../../../components/ui/state-icon.tsx'
import { api } from '../../../lib/api/client.ts'
import styles from './audit-table.module.css'

/** Checks the whole chain of a tenant on request, and says what was found. */
export function VerifyChain({ tenant }: { readonly tenant: string }) {
  const check = useMutation({ mutationFn: () => api.forTenant(tenant).audit.verify() })
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        mb="sm"
        leftSection={<IconShieldCheck size={15} aria-hidden />}
        loading={check.isPending}
        onClick={() => check.mutate()}
      >
        Verify the chain
      </Button>
      <div aria-live="polite">
        {check.data !== undefined && <Verification found={check.data} />}
        {check.isError && <ErrorNotice title="The chain could not be checked" error={check.error} />}
      </div>
    </div>
  )
}

function Verification({ found }: { readonly found: AuditVerification }) {
  const count = `${found.events.toLocaleString('en')} ${found.events === 1 ? 'event' : 'events'}`
  if (!found.valid) {
    return (
      <div className={styles.verification} data-tone="failed">
        <StateIcon tone="failed" size={18} />
        <div>
          <p className={styles.strong}>
            The chain is broken{found.firstBroken !== null && ` at event ${found.firstBroken.seq}`}
          </p>
          {found.firstBroken !== null && <p>{found.firstBroken.reason}</p>}
        </div>
      </div>
    )
  }
  return (
    <div className={styles.verification} data-tone="success">
      <StateIcon tone="success" size={18} />
      <div>
        <p className={styles.strong}>The chain is whole: {count}</p>
        {found.headHash !== null && (
          <p>
            Head <code>{found.headHash}</code>
          </p>
        )}
        {found.unsealed > 0 && <p>{found.unsealed} newer events are not sealed yet.</p>}
      </div>
    </div>
  )
}
