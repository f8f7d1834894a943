import styles from './page-skeleton.module.css'

/** The shape of a page while it is read. */
export function PageSkeleton({ label }: { readonly label: string }) {
  return (
    <div aria-busy="true" className={styles.skeleton}>
      <p className="visually-hidden">{label}</p>
      <div data-part="title" />
      <div data-part="meta" />
      <div data-part="body" />
    </div>
  )
}
