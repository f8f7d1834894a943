import { stringifyJson, type Value } from '@countersign/expression'
import type { ConsoleIo } from './console-io.ts'

/** Prints a result: as JSON where asked, else as the lines that `text` makes. */
export function print(io: ConsoleIo, output: 'text' | 'json', value: unknown, text: () => readonly string[]): void {
  // What the client returns is parsed JSON, or made of it.
  if (output === 'json') io.out(stringifyJson(value as Value))
  else for (const line of text()) io.out(line)
}

/** Rows as aligned columns, with a head line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return ['(none)']
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(head), ...rows.map(line)]
}

/** `name=value` arguments by name. */
export function parseAssignments(
  texts: readonly string[],
  what: string,
  fail: (message: string) => never,
): Record<string, string> {
  const values: Record<string, string> = {}
  for (const text of texts) {
    const equals = text.indexOf('=')
    if (equals < 1) fail(`${what} \`${text}\` must be written name=value`)
    values[text.slice(0, equals)] = text.slice(equals + 1)
  }
  return values
}

/** `key:value` arguments as labels; the first colon separates. */
export function parseLabels(
  texts: readonly string[],
  fail: (message: string) => never,
): readonly { readonly key: string; readonly value: string }[] {
  return texts.map((text) => {
    const colon = text.indexOf(':')
    if (colon < 1) fail(`the label \`${text}\` must be written key:value`)
    return { key: text.slice(0, colon), value: text.slice(colon + 1) }
  })
}
