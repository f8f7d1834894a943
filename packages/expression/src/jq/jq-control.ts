import type { JqFold, JqNode } from './jq-ast.ts'
import { destructure, variablesOf } from './jq-destructure.ts'
import { bindValue, findBinding, type JqEnvironment } from './jq-environment.ts'
import { JqBreak, JqError } from './jq-error.ts'
import { computed, isTruthy, type JqMachine, type Located } from './jq-machine.ts'
import { runUpdate } from './jq-updates.ts'

type Node<Kind extends JqNode['kind']> = Extract<JqNode, { kind: Kind }>

/** Runs the nodes that decide what runs, and how often. */
export function* runControl(
  node: Node<'if' | 'try' | 'reduce' | 'foreach' | 'bind' | 'label' | 'break' | 'update'>,
  input: Located,
  environment: JqEnvironment | null,
  machine: JqMachine,
): Generator<Located> {
  switch (node.kind) {
    case 'if':
      for (const condition of machine.values(node.condition, input.value, environment)) {
        if (isTruthy(condition)) yield* machine.run(node.whenTrue, input, environment)
        else if (node.whenFalse === null) yield input
        else yield* machine.run(node.whenFalse, input, environment)
      }
      return
    case 'try':
      yield* attempt(node, input, environment, machine)
      return
    case 'reduce':
    case 'foreach':
      yield* fold(node, input, environment, machine)
      return
    case 'bind':
      yield* bind(node, input, environment, machine)
      return
    case 'label': {
      const label = {}
      const inner: JqEnvironment = { name: `*${node.name}`, binding: { kind: 'label', label }, outer: environment }
      yield* untilBreak(machine.run(node.body, input, inner), label)
      return
    }
    case 'break': {
      const binding = findBinding(environment, `*${node.name}`)?.binding
      if (binding?.kind !== 'label') throw new JqError(`$*label-${node.name} is not defined`)
      throw new JqBreak(binding.label)
    }
    case 'update':
      yield* runUpdate(node, input.value, environment, machine)
      return
  }
}

/** The results up to a `break` to this label. */
function* untilBreak(results: Iterable<Located>, label: object): Generator<Located> {
  try {
    yield* results
  } catch (error) {
    if (!(error instanceof JqBreak) || error.label !== label) throw error
  }
}

/** The results up to an error, then those of the handler. Errors of whoever uses the results are not caught. */
function* attempt(
  node: Node<'try'>,
  input: Located,
  environment: JqEnvironment | null,
  machine: JqMachine,
): Generator<Located> {
  const body = machine.run(node.body, input, environment)
  for (;;) {
    let next: IteratorResult<Located>
    try {
      next = body.next()
    } catch (error) {
      if (!(error instanceof JqError)) throw error
      if (node.handler !== null) yield* machine.run(node.handler, computed(error.value), environment)
      return
    }
    if (next.done === true) return
    yield next.value
  }
}

function* fold(
  node: JqFold,
  input: Located,
  environment: JqEnvironment | null,
  machine: JqMachine,
): Generator<Located> {
  for (const initial of machine.run(node.initial, input, environment)) {
    let state: Located = initial
    for (const item of machine.values(node.source, input.value, environment)) {
      for (const inner of destructure(node.pattern, item, environment, machine)) {
        if (node.kind === 'reduce') state = lastOf(machine.run(node.update, state, inner))
        else {
          for (const next of machine.run(node.update, state, inner)) {
            state = next
            if (node.extract === null) yield next
            else yield* machine.run(node.extract, next, inner)
          }
        }
      }
    }
    if (node.kind === 'reduce') yield state
  }
}

/** Of several results the last one counts; without any it is null. */
function lastOf(results: Iterable<Located>): Located {
  let last: Located = computed(null)
  for (const result of results) last = result
  return last
}

/** Of several patterns the first one counts whose body ends without an error. */
function* bind(
  node: Node<'bind'>,
  input: Located,
  environment: JqEnvironment | null,
  machine: JqMachine,
): Generator<Located> {
  const names = node.patterns.length > 1 ? node.patterns.flatMap(variablesOf) : []
  const base = names.reduce<JqEnvironment | null>((outer, name) => bindValue(outer, name, null), environment)
  for (const value of machine.values(node.source, input.value, environment)) {
    for (const [index, pattern] of node.patterns.entries()) {
      try {
        for (const inner of destructure(pattern, value, base, machine)) yield* machine.run(node.body, input, inner)
        break
      } catch (error) {
        if (!(error instanceof JqError) || index === node.patterns.length - 1) throw error
      }
    }
  }
}
