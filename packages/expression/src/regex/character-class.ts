import { foldingTest } from './case-folding.ts'
import { classEscape, literalEscape } from './escapes.ts'
import type { Flags } from './flags.ts'
import type { PatternReader } from './pattern-reader.ts'
import type { CharacterTest } from './syntax-tree.ts'

/** Deepest nesting of classes inside of classes. */
const MAX_DEPTH = 50

/** Reads a class of characters after its `[`: ranges, unions (`[a[bc]]`), intersections (`[a-z&&[^b]]`), negation. */
export function parseCharacterClass(reader: PatternReader, flags: Flags, depth = 1): CharacterTest {
  if (depth > MAX_DEPTH) throw reader.mistake('classes of characters are nested too deep')
  const negated = reader.accept('^')
  let test = reader.is('&&') ? null : union(reader, flags, depth, true)
  while (reader.accept('&&')) {
    if (reader.is(']') || reader.is('&&')) continue
    const left = test
    const right = union(reader, flags, depth, false)
    test = left === null ? right : (code) => left(code) && right(code)
  }
  reader.expect(']')
  if (test === null) throw reader.mistake('a class of characters is empty')
  const complete = test
  return negated ? (code) => !complete(code) : complete
}

/** Members up to `]` or `&&`. A `]` that comes first is a member. */
function union(reader: PatternReader, flags: Flags, depth: number, first: boolean): CharacterTest {
  const members: CharacterTest[] = []
  while (!reader.is('&&')) {
    if (reader.is(']') && !(first && members.length === 0)) break
    if (reader.atEnd()) throw reader.mistake('a class of characters is not closed')
    if (flags.comments && /^\s$/.test(reader.peek())) reader.next()
    else if (reader.accept('[')) members.push(parseCharacterClass(reader, flags, depth + 1))
    else members.push(member(reader, flags))
  }
  return (code) => members.some((test) => test(code))
}

function member(reader: PatternReader, flags: Flags): CharacterTest {
  if (reader.accept('\\')) {
    if (reader.is('Q')) {
      const quoted = new Set([...reader.quotation()].map((character) => character.codePointAt(0)))
      return foldingTest((code) => quoted.has(code), flags)
    }
    const known = classEscape(reader, flags)
    if (known !== null) return known
    return range(reader, literalEscape(reader), flags)
  }
  return range(reader, reader.next(), flags)
}

function range(reader: PatternReader, start: string, flags: Flags): CharacterTest {
  const from = start.codePointAt(0) ?? 0
  let to = from
  if (reader.is('-') && !reader.is('-]') && !reader.is('-[')) {
    reader.next()
    const end = reader.accept('\\') ? literalEscape(reader) : reader.next()
    to = end.codePointAt(0) ?? 0
    if (to < from) throw reader.mistake('a range of characters runs backwards')
  }
  return foldingTest((code) => code >= from && code <= to, flags)
}
