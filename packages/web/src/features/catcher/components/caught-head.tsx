import type { ReactNode } from 'react'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import styles from './catcher-page.module.css'

interface CaughtHeadProps {
  readonly icon: ReactNode
  readonly title: string
  readonly at: string
}

/** What was caught, and when. */
export function CaughtHead({ icon, title, at }: CaughtHeadProps) {
  return (
    <h2 className={styles.head}>
      {icon}
      <span>{title}</span>
      <span className={styles.when}>
        <RelativeTime at={at} />
      </span>
    </h2>
  )
}
