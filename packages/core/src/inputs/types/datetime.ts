import { formatShortest, formatSixDigits, type Instant, parseInstant } from '../calendar.ts'
import { coerced, type InputKind, refused } from '../input-kind.ts'
import { dateRangeProblem } from '../range.ts'

/** An instant. The text must say its zone (`Z` or an offset); the value is in UTC. */
export const dateTimeInput: InputKind = {
  type: 'DATETIME',
  description: 'A date and time with its zone, such as `2024-12-31T23:59:00Z`.',
  members: ['after', 'before'],
  isText: true,
  coerce: (raw, _declaration, { dateTimes }) => {
    const instant = typeof raw === 'string' ? parseInstant(raw) : null
    if (instant === null) return refused('be a date and time with its zone, such as `2024-12-31T23:59:00Z`')
    return coerced(dateTimes === 'six-digits' ? formatSixDigits(instant) : formatShortest(instant))
  },
  check: (value, declaration) => dateRangeProblem(value, declaration, comparable),
}

/** Instants in one form of equal length, so that they compare as texts. */
function comparable(text: string): string | null {
  const instant = parseInstant(text)
  return instant === null ? null : `${seconds(instant)}.${String(instant.nanos).padStart(9, '0')}`
}

function seconds(instant: Instant): string {
  return new Date(instant.ms).toISOString().slice(0, 19)
}
