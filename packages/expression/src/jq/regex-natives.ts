import { Fault } from '../errors/fault.ts'
import { compilePattern, type Match, type Pattern } from '../regex/compile-pattern.ts'
import { matchesOf } from '../regex/matches-of.ts'
import type { Budget } from '../runtime/budget.ts'
import { type Datum, isList } from '../value/datum.ts'
import { JqError } from './jq-error.ts'
import { computed, type JqMachine, type JqNative, type Located } from './jq-machine.ts'
import { typeName } from './jq-values.ts'
import { argumentAt, combinations, ofValues } from './native.ts'
import { text } from './text-natives.ts'

/** Functions with regular expressions. */
export const REGEX_NATIVES: readonly (readonly [string, JqNative])[] = [
  ['test/2', ofValues((value, [re, flags], machine) => search(value, re, flags, machine).next().done !== true)],
  ['match/2', matches],
  ['split/2', ofValues(split)],
  ['sub/3', substitute],
]

interface Search {
  readonly pattern: Pattern
  readonly all: boolean
  readonly skipEmpty: boolean
}

const MODES: ReadonlyMap<string, string> = new Map([
  ['i', 'i'],
  ['x', 'x'],
  ['s', 's'],
  ['p', 's'],
  ['l', ''],
  ['g', ''],
  ['n', ''],
])

/** The matches of an input. The regular expression may be an array of itself and its flags. */
function* search(value: Datum, re: Datum | undefined, flags: Datum | undefined, machine: JqMachine): Generator<Match> {
  const input = text(value, 'matched')
  const [expression, mode] = isList(re ?? null) ? (re as readonly Datum[]) : [re, flags] // checked just before
  const { pattern, all, skipEmpty } = toSearch(expression, mode ?? null)
  for (const match of matchesOf(input, pattern, machine.budget)) {
    if (!(skipEmpty && match.start === match.end)) yield match
    if (!all) return
  }
}

function toSearch(expression: Datum | undefined, flags: Datum): Search {
  const letters = flags === null ? '' : text(flags, 'a set of flags')
  const modes = [...letters].map((letter) => {
    const mode = MODES.get(letter)
    if (mode === undefined) throw new JqError(`${letters} is not a valid modifier string`)
    return mode
  })
  const prefix = modes.join('') === '' ? '' : `(?${[...new Set(modes.join(''))].join('')})`
  return {
    pattern: compiled(prefix + text(expression, 'a regular expression')),
    all: letters.includes('g'),
    skipEmpty: letters.includes('n'),
  }
}

function compiled(source: string): Pattern {
  try {
    return compilePattern(source)
  } catch (error) {
    if (error instanceof Fault && error.code === 'EXPRESSION_ARGUMENT') throw new JqError(error.message)
    throw error
  }
}

function* matches(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  for (const [re, flags] of combinations(args, input.value, machine)) {
    const pattern = toSearch(isList(re ?? null) ? (re as readonly Datum[])[0] : re, null).pattern
    for (const match of search(input.value, re, flags, machine)) {
      yield computed(describe(match, String(input.value), pattern, machine.budget))
    }
  }
}

/** A match as jq gives it: offsets count characters. */
function describe(match: Match, input: string, pattern: Pattern, budget: Budget): Datum {
  budget.steps(match.end)
  const names = new Map([...pattern.groupNames].map(([name, index]) => [index, name]))
  const captures = Array.from({ length: pattern.groupCount }, (_, index) => {
    const group = match.group(index + 1)
    const start = match.groupStart(index + 1)
    return record([
      ['offset', start === -1 ? -1 : characters(input.slice(0, start))],
      ['length', group === null ? 0 : characters(group)],
      ['string', group],
      ['name', names.get(index + 1) ?? null],
    ])
  })
  const whole = match.group(0) ?? ''
  return record([
    ['offset', characters(input.slice(0, match.start))],
    ['length', characters(whole)],
    ['string', whole],
    ['captures', captures],
  ])
}

function split(value: Datum, [re, flags]: readonly Datum[], machine: JqMachine): Datum {
  const input = text(value, 'split')
  const parts: Datum[] = []
  let from = 0
  for (const match of search(
    value,
    re,
    `g${flags === null || flags === undefined ? '' : text(flags, 'a set of flags')}`,
    machine,
  )) {
    parts.push(input.slice(from, match.start))
    from = match.end
  }
  return [...parts, input.slice(from)]
}

/** Every result of the replacement gives one text. The replacement sees the named groups as an object. */
function* substitute(input: Located, args: Parameters<JqNative>[1], machine: JqMachine): Generator<Located> {
  const value = text(input.value, 'matched')
  for (const [re, flags] of combinations([argumentAt(args, 0), argumentAt(args, 2)], value, machine)) {
    const { pattern } = toSearch(re, flags ?? null)
    const found = [...search(value, re, flags, machine)]
    yield* replaced(
      value,
      found,
      0,
      '',
      0,
      (match) => machine.argument(argumentAt(args, 1), groupsOf(match, pattern)),
      machine,
    )
  }
}

function* replaced(
  value: string,
  found: readonly Match[],
  index: number,
  before: string,
  from: number,
  replacements: (match: Match) => Iterable<Datum>,
  machine: JqMachine,
): Generator<Located> {
  const match = found[index]
  if (match === undefined) {
    yield computed(before + value.slice(from))
    return
  }
  for (const replacement of replacements(match)) {
    if (typeof replacement !== 'string') throw new JqError(`${typeName(replacement)} cannot be added to a string`)
    const next = before + value.slice(from, match.start) + replacement
    machine.budget.checkText(next.length)
    yield* replaced(value, found, index + 1, next, match.end, replacements, machine)
  }
}

function groupsOf(match: Match, pattern: Pattern): Datum {
  return record([...pattern.groupNames].map(([name, index]) => [name, match.group(index)]))
}

function record(entries: readonly (readonly [string, Datum])[]): Datum {
  return new Map<Datum, Datum>(entries)
}

function characters(value: string): number {
  let count = 0
  for (const _ of value) count += 1
  return count
}
