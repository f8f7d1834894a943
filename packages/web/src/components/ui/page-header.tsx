import type { ReactNode } from 'react'
import styles from './page-header.module.css'

interface PageHeaderProps {
  readonly title: ReactNode
  /** Where the page belongs, above the title. */
  readonly trail?: ReactNode
  /** Facts below the title. */
  readonly meta?: ReactNode
  /** Always at the top right. */
  readonly actions?: ReactNode
}

/** The head of every page. */
export function PageHeader({ title, trail, meta, actions }: PageHeaderProps) {
  return (
    <div className={styles.header}>
      <div className={styles.words}>
        {trail !== undefined && <div className={styles.trail}>{trail}</div>}
        <h1 className={styles.title}>{title}</h1>
        {meta !== undefined && <div className={styles.meta}>{meta}</div>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
