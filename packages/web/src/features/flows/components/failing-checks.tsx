import type { InputsValidation } from '@countersign/contract'
import styles from './failing-checks.module.css'

type FailingCheck = InputsValidation['checks'][number]

const TONES = { ERROR: 'failed', WARNING: 'warning', SUCCESS: 'success', INFO: 'running' } as const

/** What becomes of a flow that is run although a check does not hold. */
const CONSEQUENCES = {
  BLOCK_EXECUTION: 'It will not be started.',
  FAIL_EXECUTION: 'It will fail at once.',
  CREATE_EXECUTION: null,
} as const

/** The checks of a flow that do not hold for what was typed so far. Empty while all do. */
export function FailingChecks({ checks }: { readonly checks: readonly FailingCheck[] }) {
  return (
    <div role="status" className={styles.checks}>
      {checks.map(({ message, style, behavior }) => (
        <p key={message} className={styles.check} data-tone={TONES[style]}>
          {message} {CONSEQUENCES[behavior]}
        </p>
      ))}
    </div>
  )
}
