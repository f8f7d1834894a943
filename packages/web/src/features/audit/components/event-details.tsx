import type { AuditEvent } from '@countersign/contract'
import { ValueList } from '../../../components/ui/value-list.tsx'
import { formatExact, parseInstant } from '../../../lib/time/relative.ts'
import styles from './audit-table.module.css'

/** The body of an event and the hashes that chain it to the one before. */
export function EventDetails({ event }: { readonly event: AuditEvent }) {
  const at = parseInstant(event.at)
  return (
    <div className={styles.inner}>
      {event.body === null ? (
        <p className={styles.soft}>The body of this event has been erased. Its hash still stands in the chain.</p>
      ) : (
        Object.keys(event.body).length > 0 && <ValueList values={event.body} />
      )}
      <dl className={styles.chain}>
        <dt>At</dt>
        <dd>{at === null ? event.at : formatExact(at)}</dd>
        <dt>Action</dt>
        <dd>
          <code>{event.action}</code>
        </dd>
        <dt>Actor</dt>
        <dd>
          <code>{event.actor.id}</code>
        </dd>
        {event.requestId !== null && (
          <>
            <dt>Request</dt>
            <dd>
              <code>{event.requestId}</code>
            </dd>
          </>
        )}
        <dt>Hash</dt>
        <dd>
          <code>{event.hash}</code>
        </dd>
        <dt>Hash before</dt>
        <dd>
          <code>{event.prevHash}</code>
        </dd>
      </dl>
    </div>
  )
}
