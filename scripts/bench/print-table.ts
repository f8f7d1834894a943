import type { BenchTable } from './report.ts'

/** Lays a table out for a terminal: numbers to the right, with thousands separated. */
export function printTable({ title, rows }: BenchTable): string {
  const headings = Object.keys(rows[0] ?? {})
  const cells = rows.map((row) => headings.map((heading) => present(row[heading])))
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  )
  const isNumeric = headings.map((heading) => rows.every((row) => typeof row[heading] === 'number'))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) =>
        isNumeric[column] ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd()
  return [title, line(headings), line(widths.map((width) => '─'.repeat(width))), ...cells.map(line)].join('\n')
}

function present(value: string | number | undefined): string {
  if (typeof value !== 'number') return value ?? ''
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 })
}
