import type { Budget } from '../runtime/budget.ts'
import { runProgram, type Search, type Slots } from './matcher.ts'
import { parsePattern } from './pattern-parser.ts'
import { type BuiltProgram, buildProgram } from './program-builder.ts'
import type { RegexNode } from './syntax-tree.ts'

/** A match of a regular expression. */
export interface Match {
  readonly start: number
  readonly end: number
  /** The text of a group, 0 for the whole match; null when the group took no part. */
  group(index: number): string | null
  /** Where a group starts; -1 when it took no part. */
  groupStart(index: number): number
}

/** A regular expression that is ready to search. */
export interface Pattern {
  readonly groupCount: number
  readonly groupNames: ReadonlyMap<string, number>
  /** The first match at or after `from`; null when there is none. `previous` is where the match before ended, for `\G`. */
  find(text: string, from: number, budget: Budget, previous?: number): Match | null
}

/**
 * Reads a regular expression of Java's. Searching counts its steps, so that it ends at the time limit.
 *
 * @throws Fault with `EXPRESSION_ARGUMENT`
 */
export function compilePattern(source: string): Pattern {
  const tree = parsePattern(source)
  const literal = literalOf(tree.root)
  const { groupCount, names: groupNames } = tree
  if (literal !== null) return { groupCount, groupNames, find: (text, from) => findLiteral(text, literal, from) }
  const built = buildProgram(tree)
  return {
    groupCount,
    groupNames,
    find: (text, from, budget, previous = from) => findProgram(built, text, from, { text, previous, end: -1, budget }),
  }
}

/** The text that the whole regular expression stands for; null when it is more than a text. */
function literalOf(node: RegexNode): string | null {
  if (node.kind === 'character') return node.literal
  if (node.kind !== 'sequence') return null
  let text = ''
  for (const item of node.items) {
    if (item.kind !== 'character' || item.literal === null) return null
    text += item.literal
  }
  return text
}

function findLiteral(text: string, literal: string, from: number): Match | null {
  const start = text.indexOf(literal, from)
  if (start === -1) return null
  return {
    start,
    end: start + literal.length,
    group: (index) => (index === 0 ? literal : null),
    groupStart: (index) => (index === 0 ? start : -1),
  }
}

function findProgram(
  { program, slots: count }: BuiltProgram,
  text: string,
  from: number,
  search: Search,
): Match | null {
  const slots: Slots = new Array<number>(count).fill(-1)
  for (let start = from; start <= text.length; start += 1) {
    const end = runProgram(program, start, slots, search)
    if (end !== -1) {
      return {
        start,
        end,
        group: (index) => groupText(text, slots, index, start, end),
        groupStart: (index) => (index === 0 ? start : (slots[2 * index] ?? -1)),
      }
    }
    // A match never starts in the middle of a character.
    if ((text.codePointAt(start) ?? 0) > 0xffff) start += 1
  }
  return null
}

function groupText(text: string, slots: Slots, index: number, start: number, end: number): string | null {
  if (index === 0) return text.slice(start, end)
  const from = slots[2 * index] ?? -1
  const to = slots[2 * index + 1] ?? -1
  return from === -1 || to === -1 ? null : text.slice(from, to)
}
