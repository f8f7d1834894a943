import { IconPlugConnectedX } from '@tabler/icons-react'
import type { StreamStatus } from '../../lib/stream/follow-stream.ts'
import styles from './live-notice.module.css'

/** Says when a view is not live; silent while it is. */
export function LiveNotice({ status }: { readonly status: StreamStatus }) {
  return (
    <span role="status" className={styles.notice}>
      {status === 'lost' && (
        <>
          <IconPlugConnectedX size={15} aria-hidden /> Not live: connecting again
        </>
      )}
    </span>
  )
}
