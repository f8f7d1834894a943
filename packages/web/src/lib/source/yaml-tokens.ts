/** What a stretch of YAML is, as far as colouring wants to know. */
export type YamlTokenKind = 'key' | 'literal' | 'expression' | 'comment' | 'text'

export interface YamlToken {
  readonly kind: YamlTokenKind
  readonly text: string
}

const KEY = /^(\s*(?:- +)*)((?:"[^"]*"|'[^']*'|[^\s#"'{}[\],:][^#:]*?))(\s*:)(?=\s|$)/
const PIECE = /\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}/g
const LITERAL = /^\s*(?:true|false|null|~|-?\d[\d_]*(?:\.\d+)?)\s*$/

/**
 * Splits one line of YAML for colouring. It looks at lines alone, so a comment sign inside a block text may be taken for a
 * comment: colour is a hint here, the server's diagnostics are the truth. The texts of the tokens joined are the line.
 */
export function yamlTokens(line: string): readonly YamlToken[] {
  const comment = commentStart(line)
  const code = line.slice(0, comment)
  const tokens: YamlToken[] = []
  const key = KEY.exec(code)
  let rest = code
  if (key?.[1] !== undefined && key[2] !== undefined && key[3] !== undefined) {
    push(tokens, 'text', key[1])
    push(tokens, 'key', key[2] + key[3])
    rest = code.slice(key[0].length)
  }
  if (LITERAL.test(rest)) push(tokens, 'literal', rest)
  else pushText(tokens, rest)
  push(tokens, 'comment', line.slice(comment))
  return tokens
}

function pushText(tokens: YamlToken[], text: string): void {
  let end = 0
  for (const piece of text.matchAll(PIECE)) {
    push(tokens, 'text', text.slice(end, piece.index))
    push(tokens, 'expression', piece[0])
    end = piece.index + piece[0].length
  }
  push(tokens, 'text', text.slice(end))
}

function push(tokens: YamlToken[], kind: YamlTokenKind, text: string): void {
  if (text !== '') tokens.push({ kind, text })
}

/** Where a comment starts: a `#` at the start or after a blank, outside quotes and expressions; else the line's length. */
function commentStart(line: string): number {
  let quote: string | null = null
  for (let index = 0; index < line.length; index++) {
    const char = line.charAt(index)
    if (quote !== null) {
      if (char === quote) quote = null
    } else if (char === '"' || (char === "'" && /[\s:[{,-]/.test(line.charAt(index - 1)))) quote = char
    else if (char === '#' && (index === 0 || /\s/.test(line.charAt(index - 1)))) return index
  }
  return line.length
}
