import { parseDate } from '../calendar.ts'
import { coerced, type InputKind, refused } from '../input-kind.ts'
import { dateRangeProblem } from '../range.ts'

/** A day of the calendar, `yyyy-MM-dd`. */
export const dateInput: InputKind = {
  type: 'DATE',
  description: 'A day, such as `2024-12-31`.',
  members: ['after', 'before'],
  isText: true,
  coerce: (raw) => {
    const date = typeof raw === 'string' ? parseDate(raw) : null
    return date === null ? refused('be a date such as `2024-12-31`') : coerced(date)
  },
  check: (value, declaration) => dateRangeProblem(value, declaration, parseDate),
}
