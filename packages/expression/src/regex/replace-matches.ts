import type { Fault } from '../errors/fault.ts'
import type { Budget } from '../runtime/budget.ts'
import type { Match, Pattern } from './compile-pattern.ts'
import { matchesOf } from './matches-of.ts'
import { PatternReader } from './pattern-reader.ts'

/** A part of a replacement: a text, or the number of a group. */
type Part = string | number

/**
 * Replaces every match as Java's `Matcher.replaceAll`: `$1` and `${name}` are groups (nothing when they took no part), a backslash
 * makes the next sign plain.
 *
 * @throws Fault with `EXPRESSION_ARGUMENT` for a replacement that cannot be read
 */
export function replaceMatches(text: string, pattern: Pattern, replacement: string, budget: Budget): string {
  let result = ''
  let from = 0
  let parts: readonly Part[] | null = null
  for (const match of matchesOf(text, pattern, budget)) {
    parts ??= parseReplacement(replacement, pattern)
    result += text.slice(from, match.start) + fill(parts, match)
    budget.checkText(result.length)
    from = match.end
  }
  return result + text.slice(from)
}

function fill(parts: readonly Part[], match: Match): string {
  return parts.map((part) => (typeof part === 'number' ? (match.group(part) ?? '') : part)).join('')
}

function parseReplacement(replacement: string, pattern: Pattern): readonly Part[] {
  const reader = new PatternReader(replacement)
  const parts: Part[] = []
  while (!reader.atEnd()) {
    if (reader.accept('\\')) {
      if (reader.atEnd()) throw reader.mistake('a backslash stands at the end of the replacement')
      parts.push(reader.next())
    } else if (reader.accept('$')) parts.push(parseGroup(reader, pattern))
    else parts.push(reader.next())
  }
  return parts
}

function parseGroup(reader: PatternReader, pattern: Pattern): number {
  if (reader.accept('{')) {
    const name = reader.until('}')
    const group = pattern.groupNames.get(name)
    if (group === undefined) throw unknownGroup(reader, name)
    return group
  }
  if (!/^[0-9]$/.test(reader.peek()))
    throw reader.mistake('a `$` needs the number of a group; write `\\$` for the sign itself')
  let group = Number(reader.next())
  if (group > pattern.groupCount) throw unknownGroup(reader, String(group))
  while (/^[0-9]$/.test(reader.peek()) && group * 10 + Number(reader.peek()) <= pattern.groupCount) {
    group = group * 10 + Number(reader.next())
  }
  return group
}

function unknownGroup(reader: PatternReader, name: string): Fault {
  return reader.mistake(`there is no group \`${name}\``)
}
