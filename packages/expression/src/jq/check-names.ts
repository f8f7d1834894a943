import type { JqNode, JqPattern } from './jq-ast.ts'
import { variablesOf } from './jq-destructure.ts'
import { jqSyntaxFault } from './jq-error.ts'
import type { JqLibrary } from './jq-machine.ts'

/**
 * Refuses functions, variables and labels that do not exist, before anything runs.
 *
 * @throws Fault with `EXPRESSION_VALUE`
 */
export function checkNames(node: JqNode, library: JqLibrary): void {
  new NameChecker(library).check(node, new Set(['$ENV']))
}

class NameChecker {
  readonly #library: JqLibrary

  constructor(library: JqLibrary) {
    this.#library = library
  }

  check(node: JqNode, known: ReadonlySet<string>): void {
    switch (node.kind) {
      case 'call': {
        const name = `${node.name}/${node.args.length}`
        const exists = known.has(name) || this.#library.natives.has(name) || this.#library.definitions.has(name)
        if (!exists) throw jqSyntaxFault(`${name} is not defined`, node.at)
        return this.#all(node.args, known)
      }
      case 'variable':
        if (!known.has(`$${node.name}`)) throw jqSyntaxFault(`$${node.name} is not defined`, 0)
        return
      case 'break':
        if (!known.has(`*${node.name}`)) throw jqSyntaxFault(`$*label-${node.name} is not defined`, 0)
        return
      case 'label':
        return this.check(node.body, new Set([...known, `*${node.name}`]))
      case 'define':
        return this.#define(node, known)
      case 'bind': {
        this.check(node.source, known)
        const inner = this.#withPatterns(node.patterns, known)
        return this.check(node.body, inner)
      }
      case 'reduce':
      case 'foreach': {
        this.#all([node.source, node.initial], known)
        const inner = this.#withPatterns([node.pattern], known)
        return this.#all(node.extract === null ? [node.update] : [node.update, node.extract], inner)
      }
      default:
        return this.#all(childrenOf(node), known)
    }
  }

  #all(nodes: readonly JqNode[], known: ReadonlySet<string>): void {
    for (const node of nodes) this.check(node, known)
  }

  #define(node: Extract<JqNode, { kind: 'define' }>, known: ReadonlySet<string>): void {
    const { name, parameters, body } = node.definition
    const outer = new Set([...known, `${name}/${parameters.length}`])
    const inner = new Set(outer)
    for (const parameter of parameters) {
      if (parameter.startsWith('$')) inner.add(parameter).add(`${parameter.slice(1)}/0`)
      else inner.add(`${parameter}/0`)
    }
    this.check(body, inner)
    this.check(node.body, outer)
  }

  /** The variables of patterns; keys that are computed may use those before them. */
  #withPatterns(patterns: readonly JqPattern[], known: ReadonlySet<string>): ReadonlySet<string> {
    const inner = new Set(known)
    for (const pattern of patterns) for (const name of variablesOf(pattern)) inner.add(`$${name}`)
    for (const pattern of patterns) this.#all(keysOf(pattern), inner)
    return inner
  }
}

function keysOf(pattern: JqPattern): readonly JqNode[] {
  if (pattern.kind === 'variable') return []
  if (pattern.kind === 'list') return pattern.items.flatMap(keysOf)
  return pattern.entries.flatMap(({ key, pattern: inner }) => [key, ...(inner === null ? [] : keysOf(inner))])
}

function childrenOf(node: JqNode): readonly JqNode[] {
  switch (node.kind) {
    case 'pipe':
    case 'comma':
    case 'binary':
    case 'update':
      return [node.left, node.right]
    case 'index':
      return [node.target, node.key]
    case 'slice':
      return [node.target, ...(node.from === null ? [] : [node.from]), ...(node.to === null ? [] : [node.to])]
    case 'iterate':
      return [node.target]
    case 'list':
      return node.body === null ? [] : [node.body]
    case 'object':
      return node.entries.flatMap(({ key, value }) => [key, value])
    case 'negate':
      return [node.operand]
    case 'string':
      return node.parts.filter((part) => typeof part !== 'string')
    case 'if':
      return [node.condition, node.whenTrue, ...(node.whenFalse === null ? [] : [node.whenFalse])]
    case 'try':
      return [node.body, ...(node.handler === null ? [] : [node.handler])]
    default:
      return []
  }
}
