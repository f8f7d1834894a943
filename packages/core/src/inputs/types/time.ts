import { parseTime } from '../calendar.ts'
import { coerced, type InputKind, refused } from '../input-kind.ts'
import { dateRangeProblem } from '../range.ts'

/** A time of day; seconds are written out, `03:04` becomes `03:04:00`. */
export const timeInput: InputKind = {
  type: 'TIME',
  description: 'A time of day, such as `23:59` or `23:59:30`.',
  members: ['after', 'before'],
  isText: true,
  coerce: (raw) => {
    const time = typeof raw === 'string' ? parseTime(raw) : null
    return time === null ? refused('be a time of day such as `23:59` or `23:59:30`') : coerced(time)
  },
  check: (value, declaration) => dateRangeProblem(value, declaration, parseTime),
}
