import type { CaughtMessage } from '@countersign/contract'
import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../components/ui/empty-state.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { PageHeader } from '../../../components/ui/page-header.tsx'
import { PageSkeleton } from '../../../components/ui/page-skeleton.tsx'
import { caughtQuery } from '../api.ts'
import styles from './catcher-page.module.css'
import { CaughtChat } from './caught-chat.tsx'
import { CaughtHttp } from './caught-http.tsx'
import { CaughtMail } from './caught-mail.tsx'

/** What demo flows sent to Slack, to other systems and by mail: caught here, so that nothing leaves the machine. */
export function CatcherPage() {
  const query = useQuery(caughtQuery)
  return (
    <>
      <PageHeader
        title="Catcher"
        meta="Stands in for Slack, the HR system and the mail server of this demo. Newest first."
      />
      {query.data === undefined ? (
        query.isError ? (
          <ErrorNotice title="The messages cannot be shown" error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <PageSkeleton label="Reading the messages" />
        )
      ) : query.data.length === 0 ? (
        <EmptyState title="Nothing has been sent since the server was started">
          Run the vacation approval under Flows: its message to the manager arrives here first. What was caught is kept
          in memory only, so the page is empty again after each start of the server.
        </EmptyState>
      ) : (
        <ol className={styles.messages}>
          {query.data.map((message) => (
            <li key={message.id} className={styles.message}>
              <Caught message={message} />
            </li>
          ))}
        </ol>
      )}
    </>
  )
}

function Caught({ message }: { readonly message: CaughtMessage }) {
  switch (message.kind) {
    case 'mail':
      return <CaughtMail mail={message} />
    case 'slack':
    case 'teams':
      return <CaughtChat message={message} />
    case 'hr':
    case 'http':
      return <CaughtHttp message={message} />
  }
}
