/** Words that would be read as something else, in any of their spellings. */
const RESERVED = new Set(
  'false False FALSE n N no No NO null Null NULL on On ON off Off OFF true True TRUE y Y yes Yes YES'.split(' '),
)
/** Signs that Kestra's writer puts into quotes wherever they stand. */
const ALWAYS_QUOTED = /[[\]{},]/
/** A `#` after a space, a `:` before a space or at the end. */
const SOMETIMES_QUOTED = /[ \t]#|:(?:[ \t]|$)/
/** What a text without quotes must not start with. */
const INDICATOR = /^(?:[#,[\]{}&*!|>'"%@`]|[-?:](?:\s|$)|---|\.\.\.)/
/** Characters that must be escaped: everything that is none of YAML's printable ones below U+10000. */
const SPECIAL = /[^\t\n -~\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

/** A text as the value of a key or element; `indent` is the column of the lines of a block. */
export function yamlScalar(text: string, indent: number): string {
  if (needsQuotes(text)) return doubleQuoted(text)
  if (text.includes('\n')) return fitsBlock(text) ? block(text, Math.max(indent, 2)) : doubleQuoted(text)
  if (fitsPlain(text)) return text
  return SPECIAL.test(text) || text.includes('\t') || /[\r\u0085\u2028\u2029]/.test(text)
    ? doubleQuoted(text)
    : singleQuoted(text)
}

/** A text as the key of a map. */
export function yamlKey(text: string): string {
  if (needsQuotes(text) || SPECIAL.test(text) || /[\n\r\t]/.test(text)) return doubleQuoted(text)
  return fitsPlain(text) ? text : singleQuoted(text)
}

function needsQuotes(text: string): boolean {
  return text === '' || RESERVED.has(text) || ALWAYS_QUOTED.test(text) || SOMETIMES_QUOTED.test(text)
}

function fitsPlain(text: string): boolean {
  return !(INDICATOR.test(text) || /^\s|\s$/.test(text) || SPECIAL.test(text) || /[\t\r\u0085\u2028\u2029]/.test(text))
}

/** A block keeps every line as it is, but cannot start with white space or hold spaces before a line break. */
function fitsBlock(text: string): boolean {
  return !(/^[ \n]/.test(text) || / (?:\n|$)/.test(text) || SPECIAL.test(text) || /[\r\u0085\u2028\u2029]/.test(text))
}

function block(text: string, indent: number): string {
  const breaks = /\n*$/.exec(text)?.[0].length ?? 0
  const chomping = breaks === 0 ? '-' : breaks === 1 ? '' : '+'
  const lines = (breaks === 0 ? text : text.slice(0, -1)).split('\n')
  const prefix = ' '.repeat(indent)
  return `|${chomping}\n${lines.map((line) => (line === '' ? '' : prefix + line)).join('\n')}`
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

const ESCAPES = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\u0000', '\\0'],
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['\u001b', '\\e'],
  ['\u0085', '\\N'],
  ['\u2028', '\\L'],
  ['\u2029', '\\P'],
])

function doubleQuoted(text: string): string {
  let quoted = '"'
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    quoted +=
      ESCAPES.get(character) ??
      (SPECIAL.test(character) && !isSurrogate(character) ? escapeSequence(character) : character)
  }
  return `${quoted}"`
}

function isSurrogate(character: string): boolean {
  return character >= '\ud800' && character <= '\udfff'
}

function escapeSequence(character: string): string {
  const code = character.charCodeAt(0).toString(16)
  return code.length <= 2 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`
}
