import type { ApprovalDetail } from '@countersign/contract'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import styles from './request-page.module.css'

/** Who asks and since when, what for, and until when. */
export function RequestHead({ request }: { readonly request: ApprovalDetail }) {
  return (
    <div className={styles.head}>
      <p className={styles.soft}>
        <strong className={styles.person}>{request.requester.name}</strong> asks,{' '}
        <RelativeTime at={request.createdAt} />
        {request.round > 1 && `, round ${request.round}`}
      </p>
      <h1 className={styles.title}>{request.title}</h1>
      {request.dueAt !== null && (
        <p className={styles.due}>
          To be answered <RelativeTime at={request.dueAt} />
        </p>
      )}
      {request.instructions !== null && <p className={styles.instructions}>{request.instructions}</p>}
    </div>
  )
}
