import type { FlowWithSource } from '@countersign/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DiffView } from '../../../components/source/diff-view.tsx'
import { SourceView } from '../../../components/source/source-view.tsx'
import { ErrorNotice } from '../../../components/ui/error-notice.tsx'
import { PageSkeleton } from '../../../components/ui/page-skeleton.tsx'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { revisionsQuery } from '../api.ts'
import styles from './flow-page.module.css'

interface RevisionsTabProps {
  readonly tenant: string
  readonly namespace: string
  readonly id: string
}

/** Every revision of a flow, and what each changed against the one before. */
export function RevisionsTab({ tenant, namespace, id }: RevisionsTabProps) {
  const query = useQuery(revisionsQuery(tenant, namespace, id))
  const [chosen, setChosen] = useState<number | null>(null)
  if (query.data === undefined) {
    return query.isError ? (
      <ErrorNotice title="The revisions cannot be shown" error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <PageSkeleton label="Reading the revisions" />
    )
  }
  const newestFirst = [...query.data].reverse()
  const shown = newestFirst.find(({ revision }) => revision === chosen) ?? newestFirst[0]
  if (shown === undefined) return null
  const before = newestFirst.find(({ revision }) => revision < shown.revision)
  return (
    <div className={styles.revisions}>
      <ol className={styles.revisionList}>
        {newestFirst.map((flow) => (
          <li key={flow.revision}>
            <button
              type="button"
              className={styles.revision}
              aria-pressed={flow === shown}
              onClick={() => setChosen(flow.revision)}
            >
              <strong>Revision {flow.revision}</strong>
              <span className={styles.soft}>
                {flow.deleted && 'deleted '}
                {flow.updated !== undefined && <RelativeTime at={flow.updated} />}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <Change shown={shown} before={before} />
    </div>
  )
}

function Change({ shown, before }: { readonly shown: FlowWithSource; readonly before: FlowWithSource | undefined }) {
  if (before === undefined) {
    return (
      <div>
        <p className={styles.soft}>The first revision.</p>
        <SourceView source={shown.source} label={`Source of revision ${shown.revision}`} />
      </div>
    )
  }
  return (
    <div>
      <p className={styles.soft}>
        What revision {shown.revision} changed against revision {before.revision}:
      </p>
      <DiffView before={before.source} after={shown.source} />
    </div>
  )
}
