import { Decimal } from '../value/decimal.ts'
import type {
  Arguments,
  AttributeNode,
  ExpressionNode,
  LiteralNode,
  NamedArgument,
  NamedCall,
  NodeBase,
} from './ast.ts'
import type { NodeBudget } from './node-budget.ts'
import { infixOperator, isUnaryOperator, PRECEDENCE } from './precedence.ts'
import type { TokenReader } from './token-reader.ts'

const WORD_LITERALS = new Map<string, null | boolean>([
  ['true', true],
  ['TRUE', true],
  ['false', false],
  ['FALSE', false],
  ['null', null],
  ['NULL', null],
  ['none', null],
  ['NONE', null],
])
const LARGEST_INTEGER = 9_223_372_036_854_775_807n
const NO_ARGUMENTS: Arguments = { positional: [], named: [] }

/** Reads expressions (expressions.md 2.1). Methods throw a `Fault` with `EXPRESSION_SYNTAX` or `EXPRESSION_LIMIT`. */
export class ExpressionParser {
  readonly #tokens: TokenReader
  readonly #budget: NodeBudget
  /** The chain of `~` that was extended last, while its list may still grow. */
  #openChain: { readonly node: ExpressionNode; readonly parts: ExpressionNode[] } | null = null

  constructor(tokens: TokenReader, budget: NodeBudget) {
    this.#tokens = tokens
    this.#budget = budget
  }

  /** A full expression, a ternary included. */
  expression(): ExpressionNode {
    const start = this.#tokens.current.start
    return this.#budget.nested(start, () => {
      const condition = this.#binary(0)
      if (!this.#tokens.accept('punctuation', '?')) return condition
      const whenTrue = this.expression()
      this.#tokens.expect('punctuation', ':')
      const whenFalse = this.expression()
      const base = this.#base(start, [condition, whenTrue, whenFalse])
      return { kind: 'ternary', condition, whenTrue, whenFalse, ...base }
    })
  }

  /** A name with optional arguments, as it stands after `|` and `is`. */
  namedCall(): NamedCall {
    const { value: name, start, end } = this.#tokens.expect('name')
    const args = this.#tokens.is('punctuation', '(') ? this.#arguments() : NO_ARGUMENTS
    return { name, start, end, args }
  }

  #binary(minimum: number): ExpressionNode {
    const start = this.#tokens.current.start
    let left = this.#prefix()
    for (;;) {
      const operator = this.#tokens.is('operator') ? infixOperator(this.#tokens.current.value) : null
      if (operator === null || PRECEDENCE[operator] < minimum) return left
      this.#tokens.next()
      if (operator === '|') left = this.#filter(start, left)
      else if (operator === 'is' || operator === 'is not') left = this.#test(start, left, operator === 'is not')
      else {
        const right = this.#binary(PRECEDENCE[operator] + 1)
        if (operator === '~') left = this.#concat(start, left, right)
        else left = { kind: 'binary', operator, left, right, ...this.#base(start, [left, right]) }
      }
    }
  }

  #filter(start: number, input: ExpressionNode): ExpressionNode {
    const call = this.namedCall()
    return { kind: 'filter', input, call, ...this.#base(start, [input, ...argumentNodes(call.args)]) }
  }

  #test(start: number, input: ExpressionNode, negated: boolean): ExpressionNode {
    const call = this.namedCall()
    return { kind: 'test', input, call, negated, ...this.#base(start, [input, ...argumentNodes(call.args)]) }
  }

  /** `a ~ b ~ c` is one node, so that long chains are not deep. */
  #concat(start: number, left: ExpressionNode, right: ExpressionNode): ExpressionNode {
    const chain = this.#openChain
    if (chain?.node === left && !this.#closesGroup(left)) {
      // The list is this parser's own until the chain ends: copying it for each part would make long chains slow.
      chain.parts.push(right)
      // One more part makes the chain no deeper than its parts.
      return this.#keepChain(chain.parts, start, [{ ...left, depth: left.depth - 1 }, right])
    }
    return this.#keepChain([left, right], start, [left, right])
  }

  #keepChain(parts: ExpressionNode[], start: number, measured: readonly ExpressionNode[]): ExpressionNode {
    const node: ExpressionNode = { kind: 'concat', parts, ...this.#base(start, measured) }
    this.#openChain = { node, parts }
    return node
  }

  /** A chain in brackets or quotes stays a node of its own (it changes nothing but the place of errors). */
  #closesGroup(node: ExpressionNode): boolean {
    return node.end !== (node.kind === 'concat' ? node.parts.at(-1)?.end : node.end)
  }

  #prefix(): ExpressionNode {
    const token = this.#tokens.current
    return this.#budget.nested(token.start, () => {
      if (token.kind === 'operator' && isUnaryOperator(token.value)) {
        this.#tokens.next()
        const operand = this.#binary(PRECEDENCE.unary)
        return { kind: 'unary', operator: token.value, operand, ...this.#base(token.start, [operand]) }
      }
      if (token.kind !== 'punctuation') return this.#postfix(token.start, this.#primary())
      if (token.value === '(') return this.#postfix(token.start, this.#group())
      if (token.value === '[') return this.#list()
      if (token.value === '{') return this.#map()
      throw this.#tokens.unexpected('a value')
    })
  }

  #group(): ExpressionNode {
    this.#tokens.next()
    const inner = this.expression()
    this.#tokens.expect('punctuation', ')')
    // The brackets belong to the place of the node.
    return { ...inner, end: this.#tokens.lastEnd }
  }

  #list(): ExpressionNode {
    const { start } = this.#tokens.next()
    const items: ExpressionNode[] = []
    if (!this.#tokens.accept('punctuation', ']')) {
      do items.push(this.expression())
      while (this.#tokens.accept('punctuation', ','))
      this.#tokens.expect('punctuation', ']')
    }
    return { kind: 'list', items, ...this.#base(start, items) }
  }

  #map(): ExpressionNode {
    const { start } = this.#tokens.next()
    const entries: { key: ExpressionNode; value: ExpressionNode }[] = []
    if (!this.#tokens.accept('punctuation', '}')) {
      do {
        const key = this.expression()
        this.#tokens.expect('punctuation', ':')
        entries.push({ key, value: this.expression() })
      } while (this.#tokens.accept('punctuation', ','))
      this.#tokens.expect('punctuation', '}')
    }
    const children = entries.flatMap(({ key, value }) => [key, value])
    return { kind: 'map', entries, ...this.#base(start, children) }
  }

  #primary(): ExpressionNode {
    const token = this.#tokens.current
    if (token.kind === 'quote') return this.#interpolation()
    if (token.kind === 'string') return this.#literal(token.value)
    if (token.kind === 'integer') return this.#integer()
    if (token.kind === 'decimal') return this.#literal(Decimal.double(Number(token.value)))
    if (token.kind !== 'name') throw this.#tokens.unexpected('a value')
    const word = WORD_LITERALS.get(token.value)
    if (word !== undefined) return this.#literal(word)
    this.#tokens.next()
    if (!this.#tokens.is('punctuation', '(')) return { kind: 'variable', name: token.value, ...this.#base(token.start) }
    const args = this.#arguments()
    return { kind: 'call', name: token.value, args, ...this.#base(token.start, argumentNodes(args)) }
  }

  #literal(value: LiteralNode['value']): ExpressionNode {
    const { start } = this.#tokens.next()
    return { kind: 'literal', value, ...this.#base(start) }
  }

  #integer(): ExpressionNode {
    const token = this.#tokens.current
    const digits = token.value.replace(/^0+(?=\d)/, '')
    const value = digits.length > 19 ? LARGEST_INTEGER + 1n : BigInt(digits)
    if (value > LARGEST_INTEGER) {
      throw this.#tokens.mistake(`The number \`${token.value}\` does not fit into 64 bits`, token.start)
    }
    return this.#literal(value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value)
  }

  #interpolation(): ExpressionNode {
    const { start } = this.#tokens.expect('quote')
    const parts: ExpressionNode[] = []
    while (!this.#tokens.accept('quote')) {
      if (this.#tokens.accept('part-open')) {
        parts.push(this.expression())
        this.#tokens.expect('part-close')
      } else parts.push(this.#literal(this.#tokens.current.value))
    }
    return { kind: 'concat', parts, ...this.#base(start, parts) }
  }

  #postfix(start: number, primary: ExpressionNode): ExpressionNode {
    let target = primary
    for (;;) {
      if (this.#tokens.accept('punctuation', '.')) target = this.#member(start, target)
      else if (this.#tokens.accept('punctuation', '[')) target = this.#subscript(start, target)
      else if (this.#tokens.is('punctuation', '(')) {
        throw this.#tokens.mistake('Only a name can be called', this.#tokens.current.start)
      } else return target
    }
  }

  #member(start: number, target: ExpressionNode): AttributeNode {
    const name = this.#tokens.current
    if (name.kind !== 'name') throw this.#tokens.unexpected('an attribute name', attributeHint(name.kind, name.value))
    const nameNode = this.#literal(name.value)
    const args = this.#tokens.is('punctuation', '(') ? this.#arguments() : null
    const children = [target, nameNode, ...(args === null ? [] : argumentNodes(args))]
    return { kind: 'attribute', target, name: nameNode, args, ...this.#base(start, children) }
  }

  #subscript(start: number, target: ExpressionNode): AttributeNode {
    const name = this.expression()
    this.#tokens.expect('punctuation', ']')
    return { kind: 'attribute', target, name, args: null, ...this.#base(start, [target, name]) }
  }

  #arguments(): Arguments {
    this.#tokens.expect('punctuation', '(')
    const positional: ExpressionNode[] = []
    const named: NamedArgument[] = []
    if (this.#tokens.accept('punctuation', ')')) return NO_ARGUMENTS
    do {
      const { kind, value: name, start } = this.#tokens.current
      const { following } = this.#tokens
      if (kind === 'name' && following.kind === 'punctuation' && following.value === '=') {
        this.#tokens.next()
        this.#tokens.next()
        named.push({ name, start, value: this.expression() })
      } else if (named.length > 0) {
        throw this.#tokens.mistake('Arguments without a name come before those with one', start)
      } else positional.push(this.expression())
    } while (this.#tokens.accept('punctuation', ','))
    this.#tokens.expect('punctuation', ')')
    return { positional, named }
  }

  /** Place and height of a node that starts at `start` and ends with the last token. */
  #base(start: number, children: readonly NodeBase[] = []): NodeBase {
    return { start, end: this.#tokens.lastEnd, depth: this.#budget.node(start, children) }
  }
}

/** The nodes inside of arguments. */
export function argumentNodes(args: Arguments): readonly ExpressionNode[] {
  return args.named.length === 0 ? args.positional : [...args.positional, ...args.named.map(({ value }) => value)]
}

function attributeHint(kind: string, value: string): string {
  if (kind === 'operator') return `\`${value}\` is an operator: write \`['${value}']\`.`
  return 'Write an index or a name with other characters in brackets: `list[0]`, `map["a-b"]`.'
}
