import type { SourceRange } from '../../errors/diagnostic.ts'
import { NOT_IN_TEXT, type ScalarNode } from './node.ts'

/**
 * The range in the document of a part of a scalar's text: offsets in the text are traced back through quotes, escapes,
 * folding and indentation. Where that cannot be done the whole scalar is given.
 */
export function rangeInScalar(source: string, node: ScalarNode, start: number, end: number): SourceRange {
  if (node.offset === NOT_IN_TEXT) return node.range
  const trace = node.style === 'literal' ? traceLiteral(source, node) : traceFlow(source, node)
  const from = trace?.[start]
  const last = trace?.[Math.max(start, end - 1)]
  if (from === undefined || last === undefined) return node.range
  const head = lineAndColumn(source, from)
  const tail = lineAndColumn(source, end > start ? last + 1 : last)
  return { line: head.line, column: head.column, endLine: tail.line, endColumn: tail.column }
}

/** For each offset of the text the offset in the source; one more entry for the end. Null when the two do not fit. */
type Trace = readonly number[]

/** Lines of a literal block stand in the source as they are, after their indentation. */
function traceLiteral(source: string, node: ScalarNode): Trace | null {
  const trace: number[] = []
  let at = source.indexOf('\n', node.offset) + 1
  if (at === 0) return null
  for (const line of node.text.split('\n')) {
    const lineEnd = endOfLine(source, at)
    const written = source.slice(at, lineEnd)
    if (line !== '' && !written.endsWith(line)) return null
    const indent = line === '' ? 0 : written.length - line.length
    for (let index = 0; index <= line.length; index++) trace.push(at + indent + index)
    at = source.indexOf('\n', lineEnd) + 1
    if (at === 0) at = source.length
  }
  return trace
}

function endOfLine(source: string, from: number): number {
  const newline = source.indexOf('\n', from)
  const end = newline < 0 ? source.length : newline
  return source[end - 1] === '\r' ? end - 1 : end
}

/** A line break with the blanks around it, which folding turns into one space or fewer line breaks. */
const BREAK = /[ \t]*\r?\n[ \t]*(?:\r?\n[ \t]*)*/y
const ESCAPE = /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|[^\r\n])/y

/** Plain, quoted and folded scalars: read beside their text, one character after the other. */
function traceFlow(source: string, node: ScalarNode): Trace | null {
  const quoted = node.style === 'single' || node.style === 'double'
  let at = node.style === 'folded' ? skipHeader(source, node.offset) : node.offset + (quoted ? 1 : 0)
  const trace: number[] = []
  let index = 0
  while (index < node.text.length) {
    const step = nextStep(source, at, node.style)
    if (step === null || at >= source.length) return null
    for (let count = 0; count < step.characters; count++) trace.push(at)
    if (step.same && source[at] !== node.text[index]) return null
    index += step.characters
    at += step.length
  }
  trace.push(at)
  return trace
}

function skipHeader(source: string, offset: number): number {
  const line = source.indexOf('\n', offset) + 1
  const indent = /[ \t\r\n]*/y
  indent.lastIndex = line
  return line + (indent.exec(source)?.[0].length ?? 0)
}

/** How much of the source the next characters of the text take; `same` when the character stands there as it is. */
function nextStep(source: string, at: number, style: ScalarNode['style']) {
  if (style === 'single' && source.startsWith("''", at)) return { length: 2, characters: 1, same: true }
  if (style === 'double' && source[at] === '\\') {
    const written = matchAt(ESCAPE, source, at)
    if (written === null) return null
    return { length: written.length, characters: /^\\\r?\n/.test(written) ? 0 : 1, same: false }
  }
  const lineBreak = matchAt(BREAK, source, at)
  if (lineBreak === null) return { length: 1, characters: 1, same: true }
  const breaks = lineBreak.split('\n').length - 1
  return { length: lineBreak.length, characters: Math.max(1, breaks - 1), same: false }
}

function matchAt(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? null
}

function lineAndColumn(source: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1
  let start = 0
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) {
    line += 1
    start = at + 1
  }
  return { line, column: offset - start + 1 }
}
