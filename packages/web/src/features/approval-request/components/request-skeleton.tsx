import styles from './request-page.module.css'

/** The shape of what comes, while it is read. */
export function RequestSkeleton() {
  return (
    <main className={styles.column} aria-busy="true">
      <p className="visually-hidden">Reading the request</p>
      <div className={styles.skeleton} data-width="40" />
      <div className={styles.skeleton} data-width="80" data-tall="" />
      <div className={styles.skeleton} data-width="100" data-block="" />
      <div className={styles.skeleton} data-width="60" />
    </main>
  )
}
