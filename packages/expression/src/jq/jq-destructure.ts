import { type Datum, isList } from '../value/datum.ts'
import type { JqEntryPattern, JqPattern } from './jq-ast.ts'
import { bindValue, type JqEnvironment } from './jq-environment.ts'
import { JqError } from './jq-error.ts'
import type { JqMachine } from './jq-machine.ts'
import { getKey } from './jq-paths.ts'
import { typeName } from './jq-values.ts'

type Environment = JqEnvironment | null

/** The environments in which the variables of a pattern have their values: one for every result of a computed key. */
export function* destructure(
  pattern: JqPattern,
  value: Datum,
  environment: Environment,
  machine: JqMachine,
): Generator<Environment> {
  if (pattern.kind === 'variable') yield bindValue(environment, pattern.name, value)
  else if (pattern.kind === 'list') {
    if (value !== null && !isList(value)) throw new JqError(`Cannot index ${typeName(value)} with number`)
    yield* listItems(pattern.items, 0, value, environment, machine)
  } else yield* objectEntries(pattern.entries, value, environment, machine)
}

/** The variables of a pattern. */
export function variablesOf(pattern: JqPattern): readonly string[] {
  if (pattern.kind === 'variable') return [pattern.name]
  if (pattern.kind === 'list') return pattern.items.flatMap(variablesOf)
  return pattern.entries.flatMap(({ variable, pattern: inner }) => [
    ...(variable === null ? [] : [variable]),
    ...(inner === null ? [] : variablesOf(inner)),
  ])
}

function* listItems(
  items: readonly JqPattern[],
  index: number,
  value: Datum,
  environment: Environment,
  machine: JqMachine,
): Generator<Environment> {
  const item = items[index]
  if (item === undefined) {
    yield environment
    return
  }
  for (const inner of destructure(item, getKey(value, index, machine.budget), environment, machine)) {
    yield* listItems(items, index + 1, value, inner, machine)
  }
}

function* objectEntries(
  entries: readonly JqEntryPattern[],
  value: Datum,
  environment: Environment,
  machine: JqMachine,
): Generator<Environment> {
  const [entry, ...rest] = entries
  if (entry === undefined) {
    yield environment
    return
  }
  for (const key of machine.values(entry.key, value, environment)) {
    const item = getKey(value, key, machine.budget)
    const bound = entry.variable === null ? environment : bindValue(environment, entry.variable, item)
    if (entry.pattern === null) yield* objectEntries(rest, value, bound, machine)
    else {
      for (const inner of destructure(entry.pattern, item, bound, machine)) {
        yield* objectEntries(rest, value, inner, machine)
      }
    }
  }
}
