import type { Run } from '../runtime/run.ts'
import { type Datum, isCollection, isList } from '../value/datum.ts'
import { equalData } from '../value/equality.ts'
import type { Method, Methods } from './call-member.ts'
import { intArgument, outOfBounds } from './method-arguments.ts'

type Collection = readonly Datum[] | ReadonlySet<Datum>
type CollectionMethod = (items: Collection, args: readonly Datum[], run: Run) => Datum

const METHODS: readonly (readonly [string, readonly number[], CollectionMethod])[] = [
  ['size', [0], (items) => sizeOf(items)],
  ['isEmpty', [0], (items) => sizeOf(items) === 0],
  ['get', [1], element],
  ['getFirst', [0], (items, _, run) => element(items, [0], run)],
  ['getLast', [0], (items, _, run) => element(items, [sizeOf(items) - 1], run)],
  ['indexOf', [1], (items, args, run) => [...items].findIndex(matching(args, run))],
  ['lastIndexOf', [1], (items, args, run) => [...items].findLastIndex(matching(args, run))],
  ['subList', [2], subList],
  ['containsAll', [1], containsAll],
  ['toString', [0], (items, _, run) => run.text(items)],
]

/** Methods of lists and sets by their lower-case names. */
export const COLLECTION_METHODS: Methods<Collection> = new Map(
  METHODS.map(([name, parameters, apply]): [string, Method<Collection>] => [name.toLowerCase(), { parameters, apply }]),
)

function sizeOf(items: Collection): number {
  return isList(items) ? items.length : items.size
}

function element(items: Collection, args: readonly Datum[], _run: Run): Datum {
  const index = intArgument(args, 0)
  const found = isList(items) ? items[index] : undefined
  if (found === undefined) throw outOfBounds(index, sizeOf(items))
  return found
}

function subList(items: Collection, args: readonly Datum[]): Datum {
  const [from, to] = [intArgument(args, 0), intArgument(args, 1)]
  const size = sizeOf(items)
  if (from < 0 || to > size || from > to) throw outOfBounds(from < 0 || from > to ? from : to, size)
  return [...items].slice(from, to)
}

function containsAll(items: Collection, args: readonly Datum[], run: Run): Datum {
  const wanted = args[0] ?? null
  if (!isCollection(wanted)) return false
  return [...wanted].every((item) => [...items].some(matching([item], run)))
}

function matching(args: readonly Datum[], run: Run): (item: Datum) => boolean {
  const wanted = args[0] ?? null
  return (item) => equalData(item, wanted, () => run.budget.step())
}
