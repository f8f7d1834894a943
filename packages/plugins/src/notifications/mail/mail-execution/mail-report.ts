import type { ExecutionReport } from '../../execution-report/execution-report.ts'

const COLORS = { good: '#2e7d32', warning: '#8a6100', bad: '#b3261e' } as const

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The report as a page that mail programs show: a table, no styles but inline ones, nothing loaded from anywhere. */
export function htmlOf({ summary, title, sentence, facts, customMessage, mood }: ExecutionReport): string {
  const rows = facts.map(
    ({ name, value }) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#555">${escapeHtml(name)}</td><td>${escapeHtml(value)}</td></tr>`,
  )
  const message = customMessage === undefined || customMessage === '' ? '' : `<p>${escapeHtml(customMessage)}</p>`
  return [
    '<!doctype html><html><body style="font-family:sans-serif">',
    `<h2 style="color:${COLORS[mood]}">${escapeHtml(title)}</h2>`,
    message,
    `<p>${escapeHtml(sentence)}</p>`,
    `<table>${rows.join('')}</table>`,
    `<p><a href="${escapeHtml(summary.url)}">Details</a></p>`,
    '</body></html>',
  ].join('\n')
}

/** The report for mail programs that show no HTML. */
export function plainTextOf({ summary, title, sentence, facts, customMessage }: ExecutionReport): string {
  const above = customMessage === undefined || customMessage === '' ? [] : [customMessage, '']
  const lines = facts.map(({ name, value }) => `${name}: ${value}`)
  return [...above, title, sentence, '', ...lines, '', summary.url].join('\n')
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
