import type { WireState } from '@countersign/contract'
import { RunningDuration } from '../../../components/ui/running-duration.tsx'
import { StateBadge } from '../../../components/ui/state-badge.tsx'
import { isTerminated } from '../../../lib/state-look.ts'
import { formatClock, formatExact } from '../../../lib/time/relative.ts'
import { historySpans } from '../model/spans.ts'
import styles from './state-timeline.module.css'

/** Every state that an execution has been in, when, and for how long. */
export function StateTimeline({ state }: { readonly state: WireState }) {
  const spans = historySpans(state, Date.now())
  return (
    <ol className={styles.timeline} aria-label="States">
      {spans.map((span, index) => (
        <li key={`${span.at} ${span.state}`} className={styles.entry}>
          <StateBadge state={span.state} quiet />
          <time dateTime={new Date(span.at).toISOString()} title={formatExact(span.at)} className={styles.time}>
            {formatClock(span.at)}
          </time>
          <span className={styles.span}>
            {span.last && isTerminated(span.state) ? (
              ''
            ) : (
              <RunningDuration
                growing={span.last}
                msAt={(now) => historySpans(state, Math.max(now, span.at))[index]?.ms ?? 0}
              />
            )}
          </span>
        </li>
      ))}
    </ol>
  )
}
