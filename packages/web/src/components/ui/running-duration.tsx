import { useEffect, useState } from 'react'
import { formatDuration } from '../../lib/time/duration.ts'

interface RunningDurationProps {
  /** Milliseconds until `now`. */
  readonly msAt: (now: number) => number
  /** False for something that has ended: then the time stands still. */
  readonly growing: boolean
}

/** A duration that counts on, second by second, while what it measures goes on. */
export function RunningDuration({ msAt, growing }: RunningDurationProps) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!growing) return
    const timer = window.setInterval(() => setNow(Date.now()), 1_000)
    return () => window.clearInterval(timer)
  }, [growing])
  const ms = msAt(now)
  return <span className="tabular">{formatDuration(growing && ms >= 1_000 ? Math.floor(ms / 1_000) * 1_000 : ms)}</span>
}
