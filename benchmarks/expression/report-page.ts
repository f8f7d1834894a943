import { describeCommit, describeMachine } from '../../scripts/bench/machine.ts'
import type { BenchReport, BenchTable } from '../../scripts/bench/report.ts'

/** The report as a page of the documentation. */
export function reportPage({ tables, notes = [], settings }: BenchReport): string {
  const machine = describeMachine()
  const { commit, modified } = describeCommit()
  const place = `${machine.processor}, ${machine.cores} cores, Node ${machine.node}; commit ${commit.slice(0, 12)}${modified ? ' with changes' : ''}; ${settings.rounds} rounds of ${settings.roundMs} ms for each template.`
  return [
    '<!-- Made by `npm run bench -- expression docs`; do not edit. -->',
    '# How fast expressions are',
    `Measured on ${place}`,
    ...notes,
    ...tables.map((table) => `## ${table.title}\n\n${markdownTable(table)}`),
    'Measure it yourself: `npm run bench -- expression`.',
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n')
}

function markdownTable({ rows }: BenchTable): string {
  const headings = Object.keys(rows[0] ?? {})
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(headings),
    line(headings.map((heading) => (typeof rows[0]?.[heading] === 'number' ? '---:' : '---'))),
    ...rows.map((row) => line(headings.map((heading) => cell(row[heading])))),
  ].join('\n')
}

/** Templates stand as code; a bar in them would end the cell. */
function cell(value: string | number | undefined): string {
  if (typeof value === 'number') {
    return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 })
  }
  const text = (value ?? '').replaceAll('|', '\\|')
  return text.includes('{') ? `\`${text}\`` : text
}
