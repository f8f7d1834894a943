/**
 * A test for relative paths (`reports/2026/a.csv`, without a slash at the start) by glob patterns as flows write them:
 * `*` and `?` stay within a folder, `**` crosses folders (`**.csv` at any depth, `**` followed by a slash also at the top),
 * `{a,b}` are alternatives, `[ab]` one of some characters, a backslash takes the next character as it is. A leading slash means
 * nothing.
 *
 * @example
 * ```ts
 * const wanted = createGlob(['*.csv', 'out/**'])
 * wanted('a.csv') // true
 * ```
 */
export function createGlob(patterns: readonly string[]): (path: string) => boolean {
  const expressions = patterns.map(
    (pattern) => new RegExp(`^${translate(pattern.replace(/^(?:glob:)?\/*/, ''))}$`, 'su'),
  )
  return (path) => expressions.some((expression) => expression.test(path))
}

/** Patterns longer than this are no patterns but an attempt to keep the server busy. */
const MAX_PATTERN_LENGTH = 1_000

function translate(pattern: string): string {
  if (pattern.length > MAX_PATTERN_LENGTH)
    throw new Error(`A pattern may have ${MAX_PATTERN_LENGTH} characters at most.`)
  let source = ''
  let open = 0
  for (let at = 0; at < pattern.length; ) {
    const token = tokenAt(pattern, at)
    at += token.length
    if (token === '{') {
      open += 1
      source += '(?:'
    } else if (token === '}' && open > 0) {
      open -= 1
      source += ')'
    } else if (token === ',' && open > 0) source += '|'
    else source += expressionOf(token)
  }
  return source + ')'.repeat(open)
}

/** The longest piece of a pattern that means one thing. */
function tokenAt(pattern: string, at: number): string {
  const [token] = /^(?:\*{2,}\/|\*+|\\.|\[!?\]?[^\]/]*\]|[\s\S])/u.exec(pattern.slice(at)) ?? []
  return token ?? pattern.charAt(at)
}

function expressionOf(token: string): string {
  if (token.startsWith('**')) return token.endsWith('/') ? '(?:.*/)?' : '.*'
  if (token === '*') return '[^/]*'
  if (token === '?') return '[^/]'
  if (token.length > 1 && token.startsWith('[')) return characterClass(token.slice(1, -1))
  return escaped(token.length > 1 && token.startsWith('\\') ? token.slice(1) : token)
}

function characterClass(members: string): string {
  const negated = members.startsWith('!')
  const listed = (negated ? members.slice(1) : members).replace(/[\\\]^[&~]/g, '\\$&')
  return `(?!/)[${negated ? '^' : ''}${listed}]`
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
