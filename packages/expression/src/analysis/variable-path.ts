import type { ExpressionNode } from '../syntax/ast.ts'
import { argumentNodes } from '../syntax/expression-parser.ts'

/** A chain of attributes, taken apart. */
export interface VariablePath {
  /** The variable that it starts with; null when it starts with another expression. */
  readonly root: string | null
  /** The names that are known, up to the first computed one or the call of a method. */
  readonly path: readonly string[]
  /** False when a computed name ends the path. */
  readonly complete: boolean
  /** Where the known part ends. */
  readonly end: number
  /** Expressions inside of the chain: computed names, arguments of methods, what it starts with. */
  readonly computed: readonly ExpressionNode[]
}

interface OpenPath extends VariablePath {
  /** True behind the call of a method, whose result has nothing to do with the context. */
  readonly closed: boolean
}

/** Takes `root.name['name'][expression].method(argument)` apart. */
export function pathOf(node: ExpressionNode): VariablePath {
  return openPathOf(node)
}

function openPathOf(node: ExpressionNode): OpenPath {
  if (node.kind === 'variable')
    return { root: node.name, path: [], complete: true, end: node.end, computed: [], closed: false }
  if (node.kind !== 'attribute')
    return { root: null, path: [], complete: false, end: node.end, computed: [node], closed: true }
  const target = openPathOf(node.target)
  if (node.args !== null) {
    return { ...target, computed: [...target.computed, ...argumentNodes(node.args)], closed: true }
  }
  if (node.name.kind !== 'literal') {
    const computed = [...target.computed, node.name]
    return target.closed ? { ...target, computed } : { ...target, complete: false, computed, closed: true }
  }
  return !target.closed ? { ...target, path: [...target.path, String(node.name.value)], end: node.end } : target
}
