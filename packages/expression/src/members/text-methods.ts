import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import { isJavaWhitespace, stripEnd, stripStart } from '../text/java-whitespace.ts'
import { trimJava } from '../text/trim-java.ts'
import { Char } from '../value/char.ts'
import type { Datum } from '../value/datum.ts'
import { textHash } from '../value/java-hash-order.ts'
import type { Method, Methods } from './call-member.ts'
import { intArgument, outOfBounds, textArgument } from './method-arguments.ts'

type TextMethod = (text: string, args: readonly Datum[], run: Run) => Datum

const METHODS: readonly (readonly [string, readonly number[], TextMethod])[] = [
  ['length', [0], (text) => text.length],
  ['isEmpty', [0], (text) => text === ''],
  ['isBlank', [0], (text) => [...text].every((character) => isJavaWhitespace(character.charCodeAt(0)))],
  ['toUpperCase', [0], (text) => text.toUpperCase()],
  ['toLowerCase', [0], (text) => text.toLowerCase()],
  ['trim', [0], (text) => trimJava(text)],
  ['strip', [0], (text) => stripEnd(stripStart(text))],
  ['stripLeading', [0], (text) => stripStart(text)],
  ['stripTrailing', [0], (text) => stripEnd(text)],
  ['toString', [0], (text) => text],
  ['intern', [0], (text) => text],
  ['hashCode', [0], (text) => textHash(text)],
  ['startsWith', [1], (text, args) => text.startsWith(textArgument(args, 0))],
  ['endsWith', [1], (text, args) => text.endsWith(textArgument(args, 0))],
  ['equalsIgnoreCase', [1], (text, args) => text.toLowerCase() === textArgument(args, 0).toLowerCase()],
  ['compareTo', [1], (text, args) => compare(text, textArgument(args, 0))],
  ['concat', [1], (text, args, run) => grown(text + textArgument(args, 0), run)],
  ['charAt', [1], charAt],
  ['indexOf', [1, 2], (text, args) => text.indexOf(textArgument(args, 0), args.length > 1 ? intArgument(args, 1) : 0)],
  ['lastIndexOf', [1], (text, args) => text.lastIndexOf(textArgument(args, 0))],
  ['substring', [1, 2], substring],
  ['replace', [2], replace],
  ['repeat', [1], repeat],
  ['lines', [0], (text) => text.split(/\r\n|\r|\n/)],
]

/** Methods of texts by their lower-case names. Those with regular expressions are filters: `split`, `replace`, `regexMatch`. */
export const TEXT_METHODS: Methods<string> = new Map(
  METHODS.map(([name, parameters, apply]): [string, Method<string>] => [name.toLowerCase(), { parameters, apply }]),
)

function charAt(text: string, args: readonly Datum[]): Datum {
  const index = intArgument(args, 0)
  if (index < 0 || index >= text.length) throw outOfBounds(index, text.length)
  return new Char(text.charAt(index))
}

function substring(text: string, args: readonly Datum[]): Datum {
  const start = intArgument(args, 0)
  const end = args.length > 1 ? intArgument(args, 1) : text.length
  if (start < 0 || end > text.length || start > end)
    throw outOfBounds(start < 0 || start > end ? start : end, text.length)
  return text.slice(start, end)
}

function replace(text: string, args: readonly Datum[], run: Run): Datum {
  const search = textArgument(args, 0)
  const replacement = textArgument(args, 1)
  const count = text.split(search).length - 1
  run.budget.checkText(text.length + count * (replacement.length - search.length))
  return text.replaceAll(search, () => replacement)
}

function repeat(text: string, args: readonly Datum[], run: Run): Datum {
  const count = intArgument(args, 0)
  if (count < 0) throw new Fault('EXPRESSION_VALUE', 'A text cannot be repeated a negative number of times')
  run.budget.checkText(text.length * count)
  return text.repeat(count)
}

function grown(text: string, run: Run): string {
  run.budget.checkText(text.length)
  return text
}

/** As Java: the difference of the first characters that differ, else of the lengths. */
function compare(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index += 1) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
