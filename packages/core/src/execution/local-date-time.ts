/** An instant as Kestra writes local date-times: ISO without a zone, here always UTC (observed/engine.md, `resumed.on`). */
export function localDateTime(at: number): string {
  return new Date(at).toISOString().slice(0, -1)
}
