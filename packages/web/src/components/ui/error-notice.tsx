import { isApiError } from '@countersign/contract/client'
import { Anchor, Button } from '@mantine/core'
import { messageOf } from '../../lib/api/api-errors.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './error-notice.module.css'
import { Words } from './words.tsx'

interface ErrorNoticeProps {
  /** What could not be done, in a few words. */
  readonly title: string
  readonly error: unknown
  readonly onRetry?: () => void
  readonly homeLink?: boolean
}

/** An error where it happened: the server's words, a way out, and an id to tell somebody. */
export function ErrorNotice({ title, error, onRetry, homeLink = false }: ErrorNoticeProps) {
  const requestId = isApiError(error) ? error.requestId : null
  return (
    <div className={styles.notice} role="alert">
      <p className={styles.title}>{title}</p>
      <p className={styles.message}>
        <Words text={messageOf(error)} />
      </p>
      <div className={styles.actions}>
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        {homeLink && <Anchor href="/ui/">Open the inbox</Anchor>}
        {requestId !== null && (
          <span className={styles.id}>
            Request <code>{requestId}</code> <CopyButton text={requestId} label="Copy the request id" />
          </span>
        )}
      </div>
    </div>
  )
}
