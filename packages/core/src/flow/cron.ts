interface CronField {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly words?: readonly string[]
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const SECOND: CronField = { name: 'second', min: 0, max: 59 }
const FIELDS: readonly CronField[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'day of the week', min: 0, max: 7, words: DAYS },
]
const NICKNAMES = /^@(yearly|annually|monthly|weekly|daily|midnight|hourly)$/

/** What is wrong with a cron expression of five fields (six with seconds), or null when it can be read. */
export function cronProblem(text: string, withSeconds: boolean): string | null {
  if (text.startsWith('@')) return NICKNAMES.test(text) ? null : `there is no nickname \`${text}\``
  const fields = withSeconds ? [SECOND, ...FIELDS] : FIELDS
  const parts = text.trim().split(/\s+/)
  if (parts.length !== fields.length) return `it has ${parts.length} fields and needs ${fields.length}`
  for (const [index, field] of fields.entries()) {
    const wrong = (parts[index] ?? '').split(',').find((item) => !isItem(item, field))
    if (wrong !== undefined) return `\`${wrong}\` is no ${field.name} (${field.min} to ${field.max})`
  }
  return null
}

/** One item of a field: a value, a range or everything, with an optional step. */
function isItem(item: string, field: CronField): boolean {
  const [span = '', step, ...more] = item.split('/')
  if (more.length > 0 || (step !== undefined && !/^[1-9][0-9]{0,3}$/.test(step))) return false
  if (span === '*' || span === '?') return true
  if (field.name.startsWith('day') && isSpecialDay(span, field)) return true
  const [from = '', to, ...rest] = span.split('-')
  const low = toNumber(from, field)
  const high = to === undefined ? low : toNumber(to, field)
  return rest.length === 0 && low !== null && high !== null && (low <= high || field.words !== undefined)
}

/** `L`, `15W` and `LW` for days of the month; `5L`, `MON#2` for days of the week. */
function isSpecialDay(span: string, field: CronField): boolean {
  if (field.words === undefined) return /^(L|LW|([1-9]|[12][0-9]|3[01])W)$/.test(span)
  const [day = '', nth] = span.replace(/L$/, '#L').split('#')
  return nth !== undefined && /^([1-5]|L)$/.test(nth) && (day === '' || toNumber(day, field) !== null)
}

function toNumber(text: string, field: CronField): number | null {
  const word = field.words?.indexOf(text.toUpperCase()) ?? -1
  if (word >= 0) return word + field.min
  const number = /^[0-9]{1,2}$/.test(text) ? Number(text) : Number.NaN
  return number >= field.min && number <= field.max ? number : null
}

/**
 * The expression in the notation that every cron library reads: `?` is `*`, names are numbers, `5/15` is `5-59/15`, and ranges
 * that go over the end of their field, such as `FRI-MON`, are two. Nicknames stay.
 */
export function canonicalCron(text: string, withSeconds: boolean): string {
  if (text.startsWith('@')) return text.trim()
  const fields = withSeconds ? [SECOND, ...FIELDS] : FIELDS
  const parts = text.trim().split(/\s+/)
  return parts.map((part, index) => canonicalField(part, fields[index] ?? SECOND)).join(' ')
}

function canonicalField(part: string, field: CronField): string {
  const items = part.split(',').flatMap((item) => {
    const [span = '', step] = item.split('/')
    if (span === '*' || span === '?') return [step === undefined ? '*' : `*/${step}`]
    const [from = '', to] = span.split('-')
    const low = toNumber(from, field)
    if (low === null) return [item]
    const high = to === undefined ? (step === undefined ? low : field.max) : toNumber(to, field)
    if (high === null) return [item]
    return spansOf(low, high, field).map((range) => (step === undefined ? range : `${range}/${step}`))
  })
  return items.join(',')
}

function spansOf(low: number, high: number, field: CronField): readonly string[] {
  if (low === high) return [`${low}`]
  return low < high ? [`${low}-${high}`] : [`${low}-${field.max}`, `${field.min}-${high}`]
}
