import type { ApiError } from '@countersign/contract/client'
import { Words } from '../../../components/ui/words.tsx'
import { messageOf } from '../../../lib/api/api-errors.ts'
import styles from './request-page.module.css'

/** Why the request cannot be shown, in the server's words, with a way out and an id to tell somebody. */
export function RequestProblem({
  error,
  onRetry,
}: {
  readonly error: ApiError
  readonly onRetry: () => Promise<void>
}) {
  return (
    <main className={styles.column}>
      <h1 className={styles.title}>{titleOf(error)}</h1>
      <p>
        <Words text={messageOf(error)} />
      </p>
      <div className={styles.row}>
        <button type="button" className={styles.plain} onClick={() => void onRetry()}>
          Try again
        </button>
        <a className={styles.link} href="/ui/">
          Open the inbox
        </a>
      </div>
      {error.requestId !== null && (
        <p className={styles.faint}>
          If you ask somebody about this, give them <code>{error.requestId}</code>
        </p>
      )}
    </main>
  )
}

function titleOf(error: ApiError): string {
  if (error.status === 404) return 'There is no such request'
  if (error.status === 403) return 'You may not see this request'
  if (error.status === 0) return 'No connection'
  return 'The request cannot be shown'
}
