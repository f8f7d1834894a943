const MADE = '<!-- Made by `npm run reference`; do not edit. -->\n'

/** A page of the reference. */
export function page(title: string, intro: string, body: string): string {
  return `${MADE}# ${title}\n\n${intro}\n\n${body}\n`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\n+/g, ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
