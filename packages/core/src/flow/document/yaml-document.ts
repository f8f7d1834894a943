import { type Document, LineCounter, parseAllDocuments } from 'yaml'
import type { SourceRange } from '../../errors/diagnostic.ts'
import type { Findings } from '../findings.ts'
import type { YamlNode } from './node.ts'
import { createNodeReader } from './node-reader.ts'

/** Characters of the longest text that is read: a hostile one costs the parser microseconds for each. */
export const MAX_YAML_LENGTH = 1_048_576

/** One mistake can make every line after it wrong: more of them would hide where to begin. */
const MAX_SYNTAX_ERRORS = 20

/**
 * Reads one YAML (or JSON) document with the place of every node. Problems go to `findings`. Null when the text cannot be
 * read at all; an empty text gives an empty scalar. A key that stands twice is reported and its first value is kept.
 */
export function readYaml(source: string, findings: Findings): YamlNode | null {
  if (source.length > MAX_YAML_LENGTH) {
    const message = `The text has ${source.length} characters; at most ${MAX_YAML_LENGTH} are read.`
    findings.error('YAML_TOO_COMPLEX', { path: '', range: null }, message)
    return null
  }
  const lines = new LineCounter()
  const range = (start: number, end: number): SourceRange => rangeOf(lines, start, end)
  const documents = parseDocuments(source, lines, findings)
  if (documents === null) return null
  let readable = true
  for (const problem of documents.flatMap((document) => document.errors).slice(0, MAX_SYNTAX_ERRORS)) {
    readable = false
    const place = { path: '', range: range(problem.pos[0], problem.pos[1]) }
    findings.error(
      'YAML_SYNTAX',
      place,
      `The YAML cannot be read here: ${lowerFirst(problem.message)}.`,
      HINTS[problem.code],
    )
  }
  const [document, second] = documents
  if (second !== undefined) {
    readable = false
    const start = second.range[0]
    const place = { path: '', range: range(start, start + 1) }
    findings.error('YAML_MULTIPLE_DOCUMENTS', place, 'A second document starts here; a flow is exactly one.')
  }
  if (!readable) return null
  return createNodeReader({ source, range, findings })(document?.contents ?? null)
}

function parseDocuments(source: string, lines: LineCounter, findings: Findings): readonly Document.Parsed[] | null {
  try {
    const parsed = parseAllDocuments(source, {
      lineCounter: lines,
      // All scalars stay texts here: the node reader types them, and compares keys, by YAML 1.1.
      schema: 'failsafe',
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
    })
    return 'empty' in parsed ? [] : parsed
  } catch (error) {
    // The parser recurses: a text such as ten thousand opening brackets exhausts the stack.
    if (!(error instanceof RangeError)) throw error
    findings.error('YAML_TOO_COMPLEX', { path: '', range: null }, 'The document is nested too deeply to be read.')
    return null
  }
}

/** What to do about the syntax errors that people meet most. */
const HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces.',
  BLOCK_AS_IMPLICIT_KEY: 'A value that holds a colon and a space must be quoted.',
  MISSING_CHAR: 'Close the quote or bracket that was opened before.',
  BAD_INDENT: 'Items of one list or map start in the same column.',
  BAD_ALIAS: 'An alias such as `*name` needs an anchor `&name` before it; quote a text that starts with `*` or `&`.',
  UNEXPECTED_TOKEN: 'A text that starts with a special character such as `@`, `%`, `{` or `[` must be quoted.',
}

function rangeOf(lines: LineCounter, start: number, end: number): SourceRange {
  const from = lines.linePos(start)
  const to = lines.linePos(Math.max(start, end))
  return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
