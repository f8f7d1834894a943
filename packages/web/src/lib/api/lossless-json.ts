/** A number of more digits than a JavaScript number can hold: only then is the slow path taken. */
const LONG_NUMBER = /[\d.]{16,}/

interface ReviverContext {
  readonly source?: string
}

/**
 * Parses JSON without rounding whole numbers beyond 2^53: those come out as `bigint`, so that ids and counters are shown as
 * the server has them. Where the browser does not hand out the source text of numbers, they are rounded as ever.
 */
export function parseJson(text: string): unknown {
  if (!LONG_NUMBER.test(text)) return JSON.parse(text)
  return JSON.parse(text, (_key, value: unknown, context?: ReviverContext) => {
    const source = context?.source
    const exact = typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source)
    return exact && !Number.isSafeInteger(value) ? BigInt(source) : value
  })
}

/** Prints a value as JSON for people: indented, with long whole numbers in full. */
export function printJson(value: unknown): string {
  const longs: string[] = []
  const text = JSON.stringify(
    value,
    (_key, member: unknown) => {
      if (typeof member !== 'bigint') return member
      longs.push(member.toString())
      return `\u0000${longs.length - 1}`
    },
    2,
  )
  return text.replace(/"\\u0000(\d+)"/g, (_match, index: string) => longs[Number(index)] ?? '')
}
