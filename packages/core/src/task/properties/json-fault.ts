/** The first place where a text stops being JSON. Lines and columns start at 1. */
export interface JsonFault {
  readonly line: number
  readonly column: number
  /** What is wrong there and what would be right, as the end of a sentence. Never quotes the text. */
  readonly problem: string
}

interface Reader {
  readonly text: string
  at: number
}

class Fault extends Error {
  readonly at: number
  constructor(at: number, problem: string) {
    super(problem)
    this.at = at
  }
}

/** Deeper nesting than any message of a webhook has; JSON.parse itself gives up far later. */
const MAX_DEPTH = 500

/**
 * Finds where a text that `JSON.parse` refused stops being JSON. The engines' own messages are no contract and quote parts
 * of the text, which may be secret; so this reads it again and says what is wrong in words.
 */
export function findJsonFault(text: string): JsonFault {
  const reader: Reader = { text, at: 0 }
  try {
    readValue(reader, 0)
    skipSpace(reader)
    if (reader.at < text.length) throw new Fault(reader.at, 'there is more text after the end of the JSON')
  } catch (error) {
    if (error instanceof Fault) return place(text, error.at, error.message)
    throw error
  }
  return place(text, text.length, 'it is no JSON')
}

function place(text: string, at: number, problem: string): JsonFault {
  const before = text.slice(0, at)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: at - lineStart + 1, problem }
}

function skipSpace(reader: Reader): void {
  while (' \t\n\r'.includes(reader.text[reader.at] ?? 'x')) reader.at += 1
}

function readValue(reader: Reader, depth: number): void {
  skipSpace(reader)
  if (depth > MAX_DEPTH) throw new Fault(reader.at, 'it is nested too deeply')
  const start = reader.text[reader.at]
  if (start === undefined) throw new Fault(reader.at, 'it ends where a value should be')
  if (start === '{') readObject(reader, depth)
  else if (start === '[') readArray(reader, depth)
  else if (start === '"') readString(reader)
  else readWord(reader)
}

function readObject(reader: Reader, depth: number): void {
  reader.at += 1
  skipSpace(reader)
  if (take(reader, '}')) return
  do {
    skipSpace(reader)
    if (reader.text[reader.at] !== '"') {
      throw new Fault(
        reader.at,
        'a member name in double quotes should be here (a comma before a closing brace is one too many)',
      )
    }
    readString(reader)
    skipSpace(reader)
    if (!take(reader, ':')) throw new Fault(reader.at, 'a colon should follow the member name')
    readValue(reader, depth + 1)
    skipSpace(reader)
  } while (take(reader, ','))
  if (!take(reader, '}')) throw new Fault(reader.at, `a comma or a closing brace should be here; ${QUOTE_HINT}`)
}

function readArray(reader: Reader, depth: number): void {
  reader.at += 1
  skipSpace(reader)
  if (take(reader, ']')) return
  do {
    readValue(reader, depth + 1)
    skipSpace(reader)
  } while (take(reader, ','))
  if (!take(reader, ']')) throw new Fault(reader.at, `a comma or a closing bracket should be here; ${QUOTE_HINT}`)
}

const QUOTE_HINT = 'a double quote inside a text must be written as \\"'

function readString(reader: Reader): void {
  const start = reader.at
  for (reader.at += 1; reader.at < reader.text.length; reader.at += 1) {
    const character = reader.text.charAt(reader.at)
    if (character === '"') {
      reader.at += 1
      return
    }
    if (character < ' ') {
      throw new Fault(reader.at, 'a line break or control character inside a text must be escaped, such as \\n')
    }
    if (character === '\\') readEscape(reader)
  }
  throw new Fault(start, 'the text that starts here has no closing double quote')
}

function readEscape(reader: Reader): void {
  const rest = reader.text.slice(reader.at + 1, reader.at + 6)
  if (/^["\\/bfnrt]/.test(rest)) reader.at += 1
  else if (/^u[0-9a-fA-F]{4}/.test(rest)) reader.at += 5
  else throw new Fault(reader.at, 'this escape does not exist in JSON; a backslash itself is written as \\\\')
}

const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y

function readWord(reader: Reader): void {
  WORD.lastIndex = reader.at
  const word = WORD.exec(reader.text)
  if (word === null) {
    throw new Fault(
      reader.at,
      'a value should be here: a text in double quotes, a number, true, false, null, a list or a map',
    )
  }
  reader.at += word[0].length
}

function take(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false
  reader.at += 1
  return true
}
