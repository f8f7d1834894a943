import { useEffect, useLayoutEffect, useRef } from 'react'
import { scrollAreaProps } from '../../../components/ui/scroll-area-props.ts'
import { formatClock, formatExact, parseInstant } from '../../../lib/time/relative.ts'
import type { LogLine } from '../model/log-buffer.ts'
import styles from './logs-tab.module.css'

/** So near to the end, in pixels, counts as reading along. */
const NEAR_END_PX = 40

interface LogLinesProps {
  readonly lines: readonly LogLine[]
  /** True once it is known that no line may be there. */
  readonly quiet: boolean
}

/** Log lines. Who reads at the end stays there when lines come; who has scrolled up is left alone. */
export function LogLines({ lines, quiet }: LogLinesProps) {
  const box = useRef<HTMLDivElement>(null)
  const follows = useRef(true)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const onScroll = () => {
      follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [])
  useLayoutEffect(() => {
    // New lines are what moves the view.
    if (lines.length > 0 && follows.current && box.current !== null) box.current.scrollTop = box.current.scrollHeight
  }, [lines])
  return (
    <div className={styles.lines} ref={box} {...scrollAreaProps} role="log" aria-label="Log lines">
      {lines.length === 0 && quiet && <p className={styles.none}>Nothing was logged at this level.</p>}
      {lines.map(({ number, entry }) => {
        const at = parseInstant(entry.timestamp)
        return (
          <div key={number} className={styles.line} data-level={entry.level}>
            <time dateTime={entry.timestamp} title={at === null ? undefined : formatExact(at)}>
              {at === null ? entry.timestamp : formatClock(at)}
            </time>
            <span className={styles.level}>{entry.level}</span>
            <span className={styles.task}>{entry.taskId ?? ''}</span>
            <span className={styles.message}>{entry.message ?? ''}</span>
          </div>
        )
      })}
    </div>
  )
}
