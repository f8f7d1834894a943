import type { PatternReader } from './pattern-reader.ts'

/** What `(?imsxduU)` switches. */
export interface Flags {
  readonly ignoreCase: boolean
  /** Whether `ignoreCase` also knows letters beyond ASCII. */
  readonly unicodeCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
  readonly comments: boolean
  readonly unixLines: boolean
  /** Whether `\w`, `\d`, `\s`, `\b` and the POSIX classes know characters beyond ASCII. */
  readonly unicodeClasses: boolean
}

/** The flags about capital and small letters. */
export type CaseFlags = Pick<Flags, 'ignoreCase' | 'unicodeCase'>

export const NO_FLAGS: Flags = {
  ignoreCase: false,
  unicodeCase: false,
  multiline: false,
  dotAll: false,
  comments: false,
  unixLines: false,
  unicodeClasses: false,
}

const LETTERS: ReadonlyMap<string, keyof Flags> = new Map([
  ['i', 'ignoreCase'],
  ['u', 'unicodeCase'],
  ['U', 'unicodeClasses'],
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
    if (flag === 'unicodeClasses') result = { ...result, unicodeCase: on }
  }
}
