import { diffLines } from '../../lib/source/line-diff.ts'
import styles from './source.module.css'

const SIGNS = { same: ' ', added: '+', removed: '-' } as const

/** Two sources side against side, line by line; signs and colours tell what changed. */
export function DiffView({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must be able to reach it */}
      <pre className={styles.diff} tabIndex={0}>
        {diffLines(before, after).map((line) => (
          <span key={`${line.before}:${line.after}`} className={styles.diffLine} data-kind={line.kind}>
            <span className={styles.diffNumber}>{line.before ?? ''}</span>
            <span className={styles.diffNumber}>{line.after ?? ''}</span>
            <span>
              {SIGNS[line.kind]} {line.text}
            </span>
          </span>
        ))}
      </pre>
    </div>
  )
}
