/** An instant as the API writes it: ISO 8601 in UTC with milliseconds. */
export function toInstant(at: number): string {
  return new Date(at).toISOString()
}

/** The same for one that may be missing. */
export function toInstantOrNull(at: number | null): string | null {
  return at === null ? null : toInstant(at)
}
