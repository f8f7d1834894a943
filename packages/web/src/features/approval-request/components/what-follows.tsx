import type { ApprovalDetail } from '@countersign/contract'
import { labelOf } from '../../../lib/form/field.ts'
import { executionPagePath } from '../model/page-address.ts'
import styles from './request-page.module.css'

/** So many tasks are named; the execution's page shows the rest. */
const MAX_NAMED = 4

/** What happens after the answer, and where it can be looked at. */
export function WhatFollows({ tenant, request }: { readonly tenant: string; readonly request: ApprovalDetail }) {
  const named = request.next.slice(0, MAX_NAMED)
  const more = request.next.length - named.length
  return (
    <section className={styles.follows}>
      {named.length > 0 && (
        <>
          <h2 className={styles.heading}>After your answer</h2>
          <ol>
            {named.map((task) => (
              <li key={task.id}>{task.description ?? labelOf(task.id)}</li>
            ))}
            {more > 0 && <li className={styles.faint}>and {more} more</li>}
          </ol>
        </>
      )}
      <p className={styles.origin}>
        <a className={styles.link} href={executionPagePath(tenant, request)}>
          {request.namespace} / {request.flowId}
        </a>
        <span className={styles.faint}>revision {request.flowRevision}</span>
      </p>
    </section>
  )
}
