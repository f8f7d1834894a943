import type { AuditEvent } from '@countersign/contract'
import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { RelativeTime } from '../../../components/ui/relative-time.tsx'
import { actionWords, targetName, targetPath } from '../model/event-words.ts'
import styles from './audit-table.module.css'
import { EventDetails } from './event-details.tsx'

interface AuditTableProps {
  readonly tenant: string
  readonly events: readonly AuditEvent[]
}

/** Events of the audit log; each opens to its body and its place in the chain. */
export function AuditTable({ tenant, events }: AuditTableProps) {
  const [open, setOpen] = useState<number | null>(null)
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label="Audit events">
        <thead>
          <tr>
            <th scope="col" className={styles.number}>
              No.
            </th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">About</th>
            <th scope="col">Door</th>
            <th scope="col">
              <span className="visually-hidden">Details</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <Fragment key={event.seq}>
              <EventRow
                tenant={tenant}
                event={event}
                isOpen={open === event.seq}
                onToggle={() => setOpen(open === event.seq ? null : event.seq)}
              />
              {open === event.seq && (
                <tr>
                  <td colSpan={7} className={styles.details}>
                    <EventDetails event={event} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface EventRowProps {
  readonly tenant: string
  readonly event: AuditEvent
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function EventRow({ tenant, event, isOpen, onToggle }: EventRowProps) {
  const path = targetPath(tenant, event.target, event.body)
  const about = targetName(event)
  return (
    <tr>
      <td className={styles.number}>{event.seq}</td>
      <td className={styles.nowrap}>
        <RelativeTime at={event.at} style="short" />
      </td>
      <td>
        {event.actor.name}
        {event.actor.kind !== 'user' && <span className={styles.soft}> ({event.actor.kind})</span>}
      </td>
      <td title={event.action}>{actionWords(event.action)}</td>
      <td className={styles.target}>
        <span className={styles.soft}>{event.target.kind} </span>
        {path === null ? <span title={event.target.id}>{about}</span> : <a href={path}>{about}</a>}
      </td>
      <td className={styles.soft}>{event.from.door ?? ''}</td>
      <td>
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-expanded={isOpen}
          aria-label={`Details of event ${event.seq}`}
          onClick={onToggle}
        >
          {isOpen ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
        </ActionIcon>
      </td>
    </tr>
  )
}
