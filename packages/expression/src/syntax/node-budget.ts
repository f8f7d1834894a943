import { Fault } from '../errors/fault.ts'
import type { ExpressionLimits } from '../limits/limits.ts'
import type { NodeBase } from './ast.ts'

/** Counts what a parser makes and how deep it goes, and stops it at the limits. */
export class NodeBudget {
  readonly #limits: Pick<ExpressionLimits, 'nodes' | 'depth'>
  #nodes = 0
  #nesting = 0

  constructor(limits: Pick<ExpressionLimits, 'nodes' | 'depth'>) {
    this.#limits = limits
  }

  /** Counts one node and gives the height of its tree. */
  node(offset: number, children: Iterable<NodeBase> = []): number {
    this.#nodes += 1
    if (this.#nodes > this.#limits.nodes) {
      throw new Fault('EXPRESSION_LIMIT', `The template has more than ${this.#limits.nodes} parts`, { offset })
    }
    let depth = 0
    for (const child of children) if (child.depth > depth) depth = child.depth
    this.#checkDepth(depth + 1, offset)
    return depth + 1
  }

  /** Runs `read` one level deeper, so that deep input stops before it fills the stack. */
  nested<T>(offset: number, read: () => T): T {
    this.#nesting += 1
    this.#checkDepth(this.#nesting, offset)
    const result = read()
    this.#nesting -= 1
    return result
  }

  #checkDepth(depth: number, offset: number): void {
    if (depth <= this.#limits.depth) return
    throw new Fault('EXPRESSION_LIMIT', `The template is nested more than ${this.#limits.depth} deep`, { offset })
  }
}
