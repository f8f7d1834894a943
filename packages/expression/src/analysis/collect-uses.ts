import { positionAt } from '../errors/expression-error.ts'
import type {
  Arguments,
  BinaryOperator,
  Body,
  CallNode,
  ExpressionNode,
  NamedCall,
  ParsedTemplate,
  TemplateNode,
} from '../syntax/ast.ts'
import { argumentNodes } from '../syntax/expression-parser.ts'
import { nearNames } from '../text/near-names.ts'
import { VOCABULARY } from '../vocabulary.ts'
import type { Analysis, AnalysisRange, KeyUse, NameUse } from './analysis.ts'
import { pathOf } from './variable-path.ts'

/** Operators that make an error of a missing variable which nothing around can catch. */
const STRICT: ReadonlySet<BinaryOperator> = new Set(['+', '-', '*', '/', '%', '==', '!=', '<', '>', '<=', '>='])

/** Walks over a template and notes what it uses. */
export function collectUses(template: ParsedTemplate): Analysis {
  const collector = new Collector(template)
  collector.body(template.body, new Set())
  return collector.result()
}

type Lists = { -readonly [K in keyof Analysis]: Analysis[K][number][] }

class Collector {
  readonly #template: ParsedTemplate
  readonly #found: Lists = {
    errors: [],
    variables: [],
    functions: [],
    filters: [],
    tests: [],
    secrets: [],
    kv: [],
    taskOutputs: [],
  }

  constructor(template: ParsedTemplate) {
    this.#template = template
  }

  result(): Analysis {
    const inOrder = <T extends AnalysisRange>(uses: readonly T[]): readonly T[] =>
      uses.toSorted((a, b) => a.start.offset - b.start.offset)
    const { errors, variables, functions, filters, tests, secrets, kv, taskOutputs } = this.#found
    return {
      errors,
      variables: inOrder(variables),
      functions: inOrder(functions),
      filters: inOrder(filters),
      tests: inOrder(tests),
      secrets: inOrder(secrets),
      kv: inOrder(kv),
      taskOutputs: inOrder(taskOutputs),
    }
  }

  /** `locals` are the names that the template has set so far; it grows. */
  body(body: Body, locals: Set<string>): void {
    for (const node of body) this.#node(node, locals)
  }

  #node(node: TemplateNode, locals: Set<string>): void {
    switch (node.kind) {
      case 'print':
        return this.#expression(node.expression, locals, false)
      case 'if':
        for (const branch of node.branches) {
          this.#expression(branch.condition, locals, false)
          this.body(branch.body, locals)
        }
        return this.body(node.otherwise ?? [], locals)
      case 'for': {
        this.#expression(node.iterable, locals, false)
        this.body(node.body, new Set([...locals, 'loop', node.variable]))
        return this.body(node.otherwise ?? [], locals)
      }
      case 'set':
        this.#expression(node.value, locals, false)
        locals.add(node.name)
        return
      case 'macro':
        for (const { initial } of node.parameters) if (initial !== null) this.#expression(initial, locals, false)
        return this.body(node.body, new Set(node.parameters.map(({ name }) => name)))
      case 'block':
        return this.body(node.body, locals)
      case 'filter-tag':
        for (const call of node.calls) this.#call('filters', call, locals, false)
        return this.body(node.body, locals)
      default:
        return
    }
  }

  /** `guarded`: something around handles a variable that does not exist. */
  #expression(node: ExpressionNode, locals: ReadonlySet<string>, guarded: boolean): void {
    const walk = (inner: ExpressionNode, caught = guarded): void => this.#expression(inner, locals, caught)
    switch (node.kind) {
      case 'literal':
        return
      case 'variable':
      case 'attribute':
        return this.#variable(node, locals, guarded)
      case 'concat':
        return node.parts.forEach((part) => {
          walk(part)
        })
      case 'list':
        return node.items.forEach((item) => {
          walk(item)
        })
      case 'map':
        return node.entries.forEach(({ key, value }) => {
          walk(key)
          walk(value)
        })
      case 'call':
        return this.#function(node, locals, guarded)
      case 'unary':
        return walk(node.operand)
      case 'binary': {
        const coalesces = node.operator === '??' || node.operator === '???'
        walk(node.left, coalesces || (guarded && !STRICT.has(node.operator)))
        return walk(node.right, guarded && !STRICT.has(node.operator))
      }
      case 'filter':
        walk(node.input, guarded || node.call.name === 'default')
        return this.#call('filters', node.call, locals, guarded)
      case 'test':
        walk(node.input, guarded || node.call.name === 'defined')
        return this.#call('tests', node.call, locals, guarded)
      case 'ternary':
        walk(node.condition)
        walk(node.whenTrue)
        return walk(node.whenFalse)
    }
  }

  #variable(
    node: Extract<ExpressionNode, { kind: 'variable' | 'attribute' }>,
    locals: ReadonlySet<string>,
    guarded: boolean,
  ): void {
    const { root, path, complete, end, computed } = pathOf(node)
    for (const inner of computed) this.#expression(inner, locals, guarded)
    if (root === null || locals.has(root)) return
    const range = this.#range(node.start, end)
    this.#found.variables.push({ root, path, complete, guarded, ...range })
    if (root !== 'outputs') return
    const [task, ...rest] = path
    if (task !== undefined) this.#found.taskOutputs.push({ task, path: rest, guarded, ...range })
    else if (!complete) this.#found.taskOutputs.push({ task: null, path: [], guarded, ...range })
  }

  #function(node: CallNode, locals: ReadonlySet<string>, guarded: boolean): void {
    const known = [...VOCABULARY.functions.keys(), ...this.#template.macros.keys()]
    this.#found.functions.push(this.#nameUse(node.name, node.start, node.start + node.name.length, known))
    for (const argument of argumentNodes(node.args)) this.#expression(argument, locals, guarded)
    if (node.name === 'secret') this.#found.secrets.push(this.#keyUse(node))
    if (node.name === 'kv') this.#found.kv.push(this.#keyUse(node))
  }

  #call(list: 'filters' | 'tests', call: NamedCall, locals: ReadonlySet<string>, guarded: boolean): void {
    this.#found[list].push(this.#nameUse(call.name, call.start, call.end, [...VOCABULARY[list].keys()]))
    for (const argument of argumentNodes(call.args)) this.#expression(argument, locals, guarded)
  }

  #nameUse(name: string, start: number, end: number, names: readonly string[]): NameUse {
    const known = names.includes(name)
    return { name, known, near: known ? [] : nearNames(name, names), ...this.#range(start, end) }
  }

  #keyUse(node: CallNode): KeyUse {
    const key = literalArgument(node.args, 0, 'key')
    const namespace = literalArgument(node.args, 1, 'namespace')
    return { key, namespace, ...this.#range(node.start, node.end) }
  }

  #range(start: number, end: number): AnalysisRange {
    const { source } = this.#template
    return { start: positionAt(source, start), end: positionAt(source, end) }
  }
}

/** An argument that is a text in the source; null for one that is left out or computed. */
function literalArgument(args: Arguments, index: number, name: string): string | null {
  const node = args.positional[index] ?? args.named.find((argument) => argument.name === name)?.value
  return node?.kind === 'literal' && typeof node.value === 'string' ? node.value : null
}
