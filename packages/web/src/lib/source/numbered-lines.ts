/** One line of a text with its number, from 1: lines have no other identity. */
export interface NumberedLine {
  readonly number: number
  readonly text: string
}

/** The lines of a text, numbered. */
export function numberedLines(text: string): readonly NumberedLine[] {
  return text.split('\n').map((line, index) => ({ number: index + 1, text: line }))
}
