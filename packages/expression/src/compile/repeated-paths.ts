import type { Body, ExpressionNode, ParsedTemplate, TemplateNode } from '../syntax/ast.ts'
import { argumentNodes } from '../syntax/expression-parser.ts'

/** The name of a path of the context such as `inputs.user.name`; null for other expressions. */
export function pathKey(node: ExpressionNode, locals: ReadonlyMap<string, number>): string | null {
  if (node.kind === 'variable') return locals.has(node.name) ? null : node.name
  if (node.kind !== 'attribute' || node.args !== null || node.name.kind !== 'literal') return null
  if (typeof node.name.value !== 'string') return null
  const target = pathKey(node.target, locals)
  return target === null ? null : `${target}[${JSON.stringify(node.name.value)}]`
}

/**
 * Whole paths of the context that a template reads more than once, each with a number: their values are remembered during a
 * rendering. What is read inside of a loop counts as often.
 */
export function repeatedPaths(
  template: ParsedTemplate,
  locals: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const walker = new PathWalker(counts, locals)
  walker.body(template.body, 1)
  const repeated = [...counts].filter(([, count]) => count > 1).map(([key]) => key)
  return new Map(repeated.map((key, index) => [key, index]))
}

/** What a place inside of a loop counts for. */
const IN_LOOP = 2

class PathWalker {
  readonly #counts: Map<string, number>
  readonly #locals: ReadonlyMap<string, number>

  constructor(counts: Map<string, number>, locals: ReadonlyMap<string, number>) {
    this.#counts = counts
    this.#locals = locals
  }

  body(body: Body, weight: number): void {
    for (const node of body) this.#node(node, weight)
  }

  #node(node: TemplateNode, weight: number): void {
    switch (node.kind) {
      case 'print':
        return this.#expression(node.expression, weight)
      case 'set':
        return this.#expression(node.value, weight)
      case 'if':
        for (const branch of node.branches) {
          this.#expression(branch.condition, weight)
          this.body(branch.body, weight)
        }
        return this.body(node.otherwise ?? [], weight)
      case 'for':
        this.#expression(node.iterable, weight)
        this.body(node.body, IN_LOOP)
        return this.body(node.otherwise ?? [], weight)
      case 'block':
        return this.body(node.body, weight)
      case 'filter-tag':
        for (const call of node.calls) this.#all(argumentNodes(call.args), weight)
        return this.body(node.body, weight)
      default:
        // Macros do not see the context.
        return
    }
  }

  #all(nodes: readonly ExpressionNode[], weight: number): void {
    for (const node of nodes) this.#expression(node, weight)
  }

  #expression(node: ExpressionNode, weight: number): void {
    const key = pathKey(node, this.#locals)
    if (key === null) this.#all(childrenOf(node), weight)
    else this.#counts.set(key, (this.#counts.get(key) ?? 0) + weight)
  }
}

function childrenOf(node: ExpressionNode): readonly ExpressionNode[] {
  switch (node.kind) {
    case 'attribute':
      return [node.target, node.name, ...(node.args === null ? [] : argumentNodes(node.args))]
    case 'concat':
      return node.parts
    case 'list':
      return node.items
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value])
    case 'call':
      return argumentNodes(node.args)
    case 'unary':
      return [node.operand]
    case 'binary':
      return [node.left, node.right]
    case 'filter':
    case 'test':
      return [node.input, ...argumentNodes(node.call.args)]
    case 'ternary':
      return [node.condition, node.whenTrue, node.whenFalse]
    default:
      return []
  }
}
