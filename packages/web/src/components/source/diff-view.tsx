import { diffLines } from '../../lib/source/line-diff.ts'
import { scrollAreaProps } from '../ui/scroll-area-props.ts'
import styles from './source.module.css'

const SIGNS = { same: ' ', added: '+', removed: '-' } as const

/** Two sources side against side, line by line; signs and colours tell what changed. */
export function DiffView({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <div className={styles.frame}>
      <pre className={styles.diff} {...scrollAreaProps}>
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
