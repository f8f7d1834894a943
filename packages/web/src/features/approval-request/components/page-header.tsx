import markUrl from '../../../theme/mark.svg'
import styles from './request-page.module.css'

/** The product's mark, so that the page shows whose it is. */
export function PageHeader() {
  return (
    <header className={styles.header}>
      <img src={markUrl} alt="" width={22} height={22} />
      <span>Countersign</span>
    </header>
  )
}
