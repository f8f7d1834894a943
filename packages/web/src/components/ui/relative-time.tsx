import { useNow } from '../../lib/time/now-provider.tsx'
import { formatExact, formatRelative, parseInstant, type RelativeStyle } from '../../lib/time/relative.ts'

/** A relative time that stays true, with the exact one on hover. `at` is an instant as the API writes it. */
export function RelativeTime({ at, style = 'long' }: { readonly at: string; readonly style?: RelativeStyle }) {
  const instant = parseInstant(at)
  const now = useNow(instant)
  if (instant === null) return <span>{at}</span>
  return (
    <time dateTime={at} title={formatExact(instant)}>
      {formatRelative(instant, now, style)}
    </time>
  )
}
