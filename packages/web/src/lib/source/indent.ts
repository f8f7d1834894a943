/** A text with its selection, as a text area has it. */
export interface EditedText {
  readonly text: string
  readonly start: number
  readonly end: number
}

const STEP = '  '

/** What the tab key does: two blanks at the cursor, or the selected lines one step to the right. */
export function indent({ text, start, end }: EditedText): EditedText {
  if (start === end) return { text: text.slice(0, start) + STEP + text.slice(end), start: start + 2, end: start + 2 }
  return mapLines({ text, start, end }, (line) => (line === '' ? line : STEP + line))
}

/** What shift and tab do: the lines of the selection one step to the left. */
export function outdent(edited: EditedText): EditedText {
  return mapLines(edited, (line) => line.replace(/^ {1,2}/, ''))
}

/** What enter does: a new line as deep as the one before, one step deeper after a colon. */
export function breakLine({ text, start, end }: EditedText): EditedText {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const line = text.slice(lineStart, start)
  const depth = /^\s*(?:- )?/.exec(line)?.[0].replace('-', ' ') ?? ''
  const deeper = /:\s*$/.test(line) ? STEP : ''
  const added = `\n${depth}${deeper}`
  return {
    text: text.slice(0, start) + added + text.slice(end),
    start: start + added.length,
    end: start + added.length,
  }
}

function mapLines({ text, start, end }: EditedText, change: (line: string) => string): EditedText {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', Math.max(end - 1, from))
  const to = lineEnd === -1 ? text.length : lineEnd
  const lines = text.slice(from, to).split('\n')
  const changed = lines.map(change)
  const firstShift = (changed[0]?.length ?? 0) - (lines[0]?.length ?? 0)
  const block = changed.join('\n')
  return {
    text: text.slice(0, from) + block + text.slice(to),
    start: Math.max(from, start + firstShift),
    end: Math.max(from, end + block.length - (to - from)),
  }
}
