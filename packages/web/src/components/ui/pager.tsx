import { Button } from '@mantine/core'
import styles from './pager.module.css'

interface PagerProps {
  readonly page: number
  readonly size: number
  readonly total: number
  readonly onPage: (page: number) => void
}

/** Which rows of how many are shown, and the way to the others. */
export function Pager({ page, size, total, onPage }: PagerProps) {
  if (total === 0) return null
  const first = (page - 1) * size + 1
  const last = Math.min(page * size, total)
  return (
    <nav className={styles.pager} aria-label="Pages">
      <span className="tabular">
        {first} to {last} of {total.toLocaleString('en')}
      </span>
      {total > size && (
        <>
          <Button size="compact-sm" variant="default" disabled={page <= 1} onClick={() => onPage(page - 1)}>
            Newer
          </Button>
          <Button size="compact-sm" variant="default" disabled={last >= total} onClick={() => onPage(page + 1)}>
            Older
          </Button>
        </>
      )}
    </nav>
  )
}
