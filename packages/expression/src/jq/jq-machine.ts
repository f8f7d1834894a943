import type { Budget } from '../runtime/budget.ts'
import { type Datum, isList, isMap } from '../value/datum.ts'
import { mapEntries } from '../value/map-access.ts'
import { jqArithmetic } from './jq-arithmetic.ts'
import type { JqBinaryOperator, JqDefinition, JqNode } from './jq-ast.ts'
import { compareJq } from './jq-compare.ts'
import { runControl } from './jq-control.ts'
import { bindValue, findBinding, type JqClosure, type JqEnvironment } from './jq-environment.ts'
import { JqError } from './jq-error.ts'
import { applyFormat } from './jq-formats.ts'
import { getKey, sliceKey } from './jq-paths.ts'
import { jqText, typeName } from './jq-values.ts'

/** Where a value was found in the input: the root, a key of another place, or nowhere (it was computed). */
export type JqPlace = 'root' | 'nowhere' | { readonly outer: JqPlace; readonly key: Datum }

/** A value with its place. */
export interface Located {
  readonly value: Datum
  readonly place: JqPlace
}

/** A function that is written in TypeScript. */
export type JqNative = (input: Located, args: readonly JqClosure[], machine: JqMachine) => Iterable<Located>

/** What a program can call: functions in TypeScript, and functions in jq. Names are `name/arity`. */
export interface JqLibrary {
  readonly natives: ReadonlyMap<string, JqNative>
  readonly definitions: ReadonlyMap<string, JqDefinition>
}

type Node<Kind extends JqNode['kind']> = Extract<JqNode, { kind: Kind }>

/** Runs jq programs. Every node gives any number of results, one after the other, only as far as they are asked for. */
export class JqMachine {
  readonly budget: Budget
  /** Milliseconds since the epoch, for `now`. */
  readonly now: () => number
  readonly #library: JqLibrary

  constructor(library: JqLibrary, budget: Budget, now: () => number) {
    this.#library = library
    this.budget = budget
    this.now = now
  }

  /** All values of a node for an input. */
  *values(node: JqNode, value: Datum, environment: JqEnvironment | null): Generator<Datum> {
    for (const result of this.run(node, computed(value), environment)) yield result.value
  }

  /** The values of an argument for an input. */
  argument(closure: JqClosure, value: Datum): Generator<Datum> {
    return this.values(closure.body, value, closure.environment)
  }

  /** The results of an argument, with their places. */
  results(closure: JqClosure, input: Located): Iterable<Located> {
    return this.run(closure.body, input, closure.environment)
  }

  *run(node: JqNode, input: Located, environment: JqEnvironment | null): Generator<Located> {
    this.budget.step()
    switch (node.kind) {
      case 'identity':
        yield input
        return
      case 'pipe':
        for (const left of this.run(node.left, input, environment)) yield* this.run(node.right, left, environment)
        return
      case 'comma':
        yield* this.run(node.left, input, environment)
        yield* this.run(node.right, input, environment)
        return
      case 'recurse':
        yield* this.recurse(input)
        return
      case 'index':
        yield* this.#index(node, input, environment)
        return
      case 'slice':
        yield* this.#slice(node, input, environment)
        return
      case 'iterate':
        for (const target of this.run(node.target, input, environment)) yield* this.iterate(target)
        return
      case 'call':
        yield* this.#call(node, input, environment)
        return
      case 'define': {
        const { definition } = node
        const name = `${definition.name}/${definition.parameters.length}`
        yield* this.run(node.body, input, { name, binding: { kind: 'function', definition }, outer: environment })
        return
      }
      case 'literal':
      case 'variable':
      case 'list':
      case 'object':
      case 'negate':
      case 'string':
      case 'format':
      case 'binary':
        yield* this.#make(node, input, environment)
        return
      default:
        yield* runControl(node, input, environment, this)
    }
  }

  /** Nodes whose results are new values; only the right side of `//` may be a place of the input. */
  *#make(
    node: Node<'literal' | 'variable' | 'list' | 'object' | 'negate' | 'string' | 'format' | 'binary'>,
    input: Located,
    environment: JqEnvironment | null,
  ): Generator<Located> {
    const { value } = input
    switch (node.kind) {
      case 'literal':
        yield computed(node.value)
        return
      case 'variable':
        yield computed(this.#variable(node.name, environment))
        return
      case 'list':
        yield computed(node.body === null ? [] : this.collect(this.values(node.body, value, environment)))
        return
      case 'object':
        yield* this.#object(node.entries, value, environment, new Map())
        return
      case 'negate':
        for (const operand of this.values(node.operand, value, environment)) {
          yield computed(jqArithmetic('-', 0, operand, this.budget))
        }
        return
      case 'string':
        yield* this.#string(node.parts, node.format, value, environment, '')
        return
      case 'format':
        yield computed(applyFormat(node.name, value, this.budget))
        return
      case 'binary':
        yield* this.#binary(node, input, environment)
        return
    }
  }

  /** All values as a list. */
  collect(values: Iterable<Datum>): readonly Datum[] {
    const list: Datum[] = []
    for (const value of values) {
      list.push(value)
      this.budget.checkSize(list.length)
    }
    return list
  }

  *#index(node: Node<'index'>, input: Located, environment: JqEnvironment | null): Generator<Located> {
    for (const target of this.run(node.target, input, environment)) {
      for (const key of this.values(node.key, input.value, environment)) yield this.at(target, key)
    }
  }

  *#slice(node: Node<'slice'>, input: Located, environment: JqEnvironment | null): Generator<Located> {
    const bound = (side: JqNode | null): Iterable<Datum> =>
      side === null ? [null] : this.values(side, input.value, environment)
    for (const target of this.run(node.target, input, environment)) {
      for (const to of bound(node.to)) for (const from of bound(node.from)) yield this.at(target, sliceKey(from, to))
    }
  }

  /** What stands under a key of a value. */
  at(target: Located, key: Datum): Located {
    return { value: getKey(target.value, key, this.budget), place: inside(target.place, key) }
  }

  /** Every element or entry. */
  *iterate({ value, place }: Located): Generator<Located> {
    if (isList(value)) {
      for (const [index, item] of value.entries()) yield { value: item, place: inside(place, index) }
    } else if (isMap(value)) {
      for (const [key, item] of mapEntries(value)) yield { value: item, place: inside(place, key) }
    } else throw new JqError(`Cannot iterate over ${typeName(value)}`)
  }

  /** The value and everything inside of it. */
  *recurse(input: Located): Generator<Located> {
    this.budget.step()
    yield input
    if (isList(input.value) || isMap(input.value)) for (const inner of this.iterate(input)) yield* this.recurse(inner)
  }

  #variable(name: string, environment: JqEnvironment | null): Datum {
    const binding = findBinding(environment, `$${name}`)?.binding
    if (binding?.kind === 'value') return binding.value
    if (name === 'ENV') return new Map()
    throw new JqError(`$${name} is not defined`)
  }

  *#call(node: Node<'call'>, input: Located, environment: JqEnvironment | null): Generator<Located> {
    const name = `${node.name}/${node.args.length}`
    const args = node.args.map((body): JqClosure => ({ body, environment }))
    const found = findBinding(environment, name)
    if (found?.binding.kind === 'closure') yield* this.results(found.binding.closure, input)
    else if (found?.binding.kind === 'function') yield* this.#invoke(found.binding.definition, args, input, found)
    else {
      const native = this.#library.natives.get(name)
      const definition = this.#library.definitions.get(name)
      if (native !== undefined) yield* native(input, args, this)
      else if (definition !== undefined) yield* this.#invoke(definition, args, input, null)
      else throw new JqError(`${name} is not defined`)
    }
  }

  /** Runs the body of a function for every combination of its value arguments. */
  *#invoke(
    definition: JqDefinition,
    args: readonly JqClosure[],
    input: Located,
    environment: JqEnvironment | null,
    index = 0,
  ): Generator<Located> {
    const [parameter, closure] = [definition.parameters[index], args[index]]
    if (parameter === undefined || closure === undefined) {
      yield* this.run(definition.body, input, environment)
      return
    }
    if (!parameter.startsWith('$')) {
      const inner: JqEnvironment = { name: `${parameter}/0`, binding: { kind: 'closure', closure }, outer: environment }
      yield* this.#invoke(definition, args, input, inner, index + 1)
      return
    }
    const name = parameter.slice(1)
    for (const value of this.argument(closure, input.value)) {
      // A value argument can also be called as a filter.
      const literal: JqClosure = { body: { kind: 'literal', value }, environment: null }
      const binding = { kind: 'closure', closure: literal } as const
      const inner: JqEnvironment = { name: `${name}/0`, binding, outer: bindValue(environment, name, value) }
      yield* this.#invoke(definition, args, input, inner, index + 1)
    }
  }

  *#binary(node: Node<'binary'>, input: Located, environment: JqEnvironment | null): Generator<Located> {
    const { operator, left, right } = node
    if (operator === '//') {
      yield* this.#alternative(node, input, environment)
      return
    }
    if (operator === 'and' || operator === 'or') {
      for (const first of this.values(left, input.value, environment)) {
        if (isTruthy(first) === (operator === 'or')) yield computed(operator === 'or')
        else for (const second of this.values(right, input.value, environment)) yield computed(isTruthy(second))
      }
      return
    }
    for (const second of this.values(right, input.value, environment)) {
      for (const first of this.values(left, input.value, environment)) {
        yield computed(this.#operate(operator, first, second))
      }
    }
  }

  #operate(operator: Exclude<JqBinaryOperator, 'and' | 'or' | '//'>, left: Datum, right: Datum): Datum {
    switch (operator) {
      case '==':
        return compareJq(left, right, this.budget) === 0
      case '!=':
        return compareJq(left, right, this.budget) !== 0
      case '<':
        return compareJq(left, right, this.budget) < 0
      case '<=':
        return compareJq(left, right, this.budget) <= 0
      case '>':
        return compareJq(left, right, this.budget) > 0
      case '>=':
        return compareJq(left, right, this.budget) >= 0
      default:
        return jqArithmetic(operator, left, right, this.budget)
    }
  }

  /** The results on the left that are true; without one, those on the right. An error on the left ends it. */
  *#alternative(node: Node<'binary'>, input: Located, environment: JqEnvironment | null): Generator<Located> {
    let any = false
    const left = this.run(node.left, input, environment)
    for (let next = nextOrNothing(left); next !== null; next = nextOrNothing(left)) {
      if (!isTruthy(next.value)) continue
      any = true
      yield next
    }
    if (!any) yield* this.run(node.right, input, environment)
  }

  /** One object for every combination of the results of its entries. */
  *#object(
    entries: Node<'object'>['entries'],
    value: Datum,
    environment: JqEnvironment | null,
    made: ReadonlyMap<Datum, Datum>,
  ): Generator<Located> {
    const [entry, ...rest] = entries
    if (entry === undefined) {
      yield computed(made)
      return
    }
    for (const key of this.values(entry.key, value, environment)) {
      if (typeof key !== 'string') throw new JqError(`Object keys must be strings, not ${typeName(key)}`)
      for (const item of this.values(entry.value, value, environment)) {
        yield* this.#object(rest, value, environment, new Map(made).set(key, item))
      }
    }
  }

  *#string(
    parts: readonly (string | JqNode)[],
    format: string | null,
    value: Datum,
    environment: JqEnvironment | null,
    text: string,
  ): Generator<Located> {
    const [part, ...rest] = parts
    this.budget.checkText(text.length)
    if (part === undefined) yield computed(text)
    else if (typeof part === 'string') yield* this.#string(rest, format, value, environment, text + part)
    else {
      for (const result of this.values(part, value, environment)) {
        const written = format === null ? jqText(result, this.budget) : applyFormat(format, result, this.budget)
        yield* this.#string(rest, format, value, environment, text + written)
      }
    }
  }
}

/** A value that is not part of the input. */
export function computed(value: Datum): Located {
  return { value, place: 'nowhere' }
}

/** Everything but null and false is true. */
export function isTruthy(value: Datum): boolean {
  return value !== null && value !== false
}

function inside(outer: JqPlace, key: Datum): JqPlace {
  return outer === 'nowhere' ? outer : { outer, key }
}

function nextOrNothing(results: Iterator<Located>): Located | null {
  try {
    const next = results.next()
    return next.done === true ? null : next.value
  } catch (error) {
    if (error instanceof JqError) return null
    throw error
  }
}
