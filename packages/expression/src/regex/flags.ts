import type { PatternReader } from './pattern-reader.ts'

/** What `(?imsxdu)` switches. */
export interface Flags {
  readonly ignoreCase: boolean
  /** Whether `ignoreCase` also knows letters beyond ASCII. */
  readonly unicodeCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly comments: boolean
  readonly unixLines: boolean
}

export const NO_FLAGS: Flags = {
  ignoreCase: false,
  unicodeCase: false,
  multiline: false,
  dotAll: false,
  comments: false,
  unixLines: false,
}

const LETTERS: ReadonlyMap<string, keyof Flags> = new Map([
  ['i', 'ignoreCase'],
  ['u', 'unicodeCase'],
  ['U', 'unicodeCase'],
  ['m', 'multiline'],
  ['s', 'dotAll'],
  ['x', 'comments'],
  ['d', 'unixLines'],
])

/** Reads flag letters: those after a `-` are switched off. */
export function parseFlags(reader: PatternReader, flags: Flags): Flags {
  let result = flags
  let on = true
  for (;;) {
    if (on && reader.accept('-')) on = false
    const flag = LETTERS.get(reader.peek())
    if (flag === undefined) {
      if (reader.is(')') || reader.is(':')) return result
      throw reader.mistake('a `(?` is followed by something unknown')
    }
    reader.next()
    result = { ...result, [flag]: on }
  }
}
