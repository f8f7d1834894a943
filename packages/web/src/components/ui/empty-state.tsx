import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  /** One sentence that says what would be here. */
  readonly title: string
  readonly children?: ReactNode
  /** One example, as text that could be copied. */
  readonly example?: string
  /** One button. */
  readonly action?: ReactNode
}

/** A page without content teaches: one sentence, one example, one button. */
export function EmptyState({ title, children, example, action }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <p className={styles.text}>{children}</p>}
      {example !== undefined && <pre className={styles.example}>{example}</pre>}
      {action}
    </div>
  )
}
