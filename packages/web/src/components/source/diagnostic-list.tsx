import type { WireDiagnostic } from '@countersign/contract'
import { StateIcon } from '../ui/state-icon.tsx'
import { Words } from '../ui/words.tsx'
import styles from './source.module.css'

const TONES = { error: 'failed', warning: 'warning', info: 'running' } as const

/** Findings about a source with their places and what to do about each. Announced when they change. */
export function DiagnosticList({ diagnostics }: { readonly diagnostics: readonly WireDiagnostic[] }) {
  return (
    <ul className={styles.findings} aria-live="polite" aria-label="Findings">
      {diagnostics.map((finding) => (
        <li
          key={`${finding.code} ${finding.path} ${finding.range?.line} ${finding.range?.column} ${finding.message}`}
          className={styles.finding}
          data-tone={TONES[finding.severity]}
        >
          <StateIcon tone={TONES[finding.severity]} />
          <span className={styles.place}>
            {finding.range === null ? finding.path : `Line ${finding.range.line}, column ${finding.range.column}`}
          </span>
          <span>
            <Words text={finding.message} />
            {finding.hint !== undefined && (
              <span className={styles.hint}>
                {' '}
                <Words text={finding.hint} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
