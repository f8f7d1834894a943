import { Decimal } from '../value/decimal.ts'
import type {
  JqBinaryOperator,
  JqDefinition,
  JqEntryPattern,
  JqFold,
  JqNode,
  JqPattern,
  JqUpdateOperator,
} from './jq-ast.ts'
import { jqSyntaxFault } from './jq-error.ts'
import { type JqToken, tokenizeJq } from './jq-lexer.ts'
import { JqTokenReader } from './jq-token-reader.ts'

/** Deepest nesting of a program. */
const MAX_DEPTH = 300
const IDENTITY: JqNode = { kind: 'identity' }
/** `$__loc__`: a program is always one text without a name. */
const LOCATION: JqNode = {
  kind: 'literal',
  value: new Map<string, string | number>([
    ['file', '<top-level>'],
    ['line', 1],
  ]),
}
const KEYWORDS = new Set('def if then elif else end as reduce foreach try catch label import include and or'.split(' '))
/** Binary operators from the loosest to the tightest, with whether they may follow each other. */
const LEVELS: readonly { readonly operators: readonly string[]; readonly chains: boolean }[] = [
  { operators: ['or'], chains: true },
  { operators: ['and'], chains: true },
  { operators: ['==', '!=', '<', '<=', '>', '>='], chains: false },
  { operators: ['+', '-'], chains: true },
  { operators: ['*', '/', '%'], chains: true },
]
const WORDS = new Map([
  ['null', null],
  ['true', true],
  ['false', false],
])
const UPDATES = new Set(['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='])

/** Reads a jq program. @throws Fault with `EXPRESSION_VALUE` */
export function parseJq(source: string): JqNode {
  return new JqParser(tokenizeJq(source)).program()
}

/** Reads definitions alone, as the built-in ones are. */
export function parseJqDefinitions(source: string): readonly JqDefinition[] {
  return new JqParser(tokenizeJq(source)).definitions()
}

class JqParser {
  readonly #tokens: JqTokenReader
  #depth = 0

  constructor(tokens: readonly JqToken[]) {
    this.#tokens = new JqTokenReader(tokens)
  }

  program(): JqNode {
    const node = this.#tokens.current.kind === 'end' ? IDENTITY : this.#pipe(true)
    if (this.#tokens.current.kind !== 'end') throw this.#tokens.unexpected()
    return node
  }

  definitions(): readonly JqDefinition[] {
    const definitions: JqDefinition[] = []
    while (this.#tokens.current.kind !== 'end') definitions.push(this.#definition())
    return definitions
  }

  /** `mayEnd`: definitions may stand alone, and are followed by the identity. */
  #pipe(mayEnd = false): JqNode {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) throw jqSyntaxFault('it is nested too deep', this.#tokens.current.at)
    const node = this.#pipeBody(mayEnd)
    this.#depth -= 1
    return node
  }

  #pipeBody(mayEnd: boolean): JqNode {
    const tokens = this.#tokens
    if (tokens.isName('def')) {
      const definition = this.#definition()
      const body = mayEnd && tokens.current.kind === 'end' ? IDENTITY : this.#pipe(mayEnd)
      return { kind: 'define', definition, body }
    }
    if (tokens.acceptName('label')) {
      const name = tokens.expect('variable').value
      tokens.expectSign('|')
      return { kind: 'label', name, body: this.#pipe() }
    }
    const left = this.#comma()
    if (tokens.acceptName('as')) return this.#binding(left)
    return tokens.acceptSign('|') ? { kind: 'pipe', left, right: this.#pipe() } : left
  }

  #binding(source: JqNode): JqNode {
    const patterns = [this.#pattern()]
    while (this.#tokens.acceptSign('?//')) patterns.push(this.#pattern())
    this.#tokens.expectSign('|')
    return { kind: 'bind', source, patterns, body: this.#pipe() }
  }

  #comma(): JqNode {
    let left = this.#alternative()
    while (this.#tokens.acceptSign(',')) left = { kind: 'comma', left, right: this.#alternative() }
    return left
  }

  /** `//` is right associative, and looser than updates on its left. */
  #alternative(): JqNode {
    const left = this.#update()
    if (!this.#tokens.acceptSign('//')) return left
    return { kind: 'binary', operator: '//', left, right: this.#alternative() }
  }

  #update(): JqNode {
    const left = this.#binary(0)
    const { kind, value } = this.#tokens.current
    if (kind !== 'sign' || !UPDATES.has(value)) return left
    this.#tokens.next()
    // The set holds exactly the update operators.
    return { kind: 'update', operator: value as JqUpdateOperator, left, right: this.#alternative() }
  }

  #binary(level: number): JqNode {
    const rule = LEVELS[level]
    if (rule === undefined) return this.#postfix()
    let left = this.#binary(level + 1)
    while (this.#isOperator(rule.operators)) {
      // The levels hold exactly the binary operators.
      const operator = this.#tokens.next().value as JqBinaryOperator
      left = { kind: 'binary', operator, left, right: this.#binary(level + 1) }
      if (!rule.chains) break
    }
    return left
  }

  #isOperator(operators: readonly string[]): boolean {
    const { kind, value } = this.#tokens.current
    return (kind === 'sign' || kind === 'name') && operators.includes(value)
  }

  #postfix(): JqNode {
    const tokens = this.#tokens
    if (tokens.acceptSign('-')) return { kind: 'negate', operand: this.#postfix() }
    if (tokens.acceptName('try')) {
      const body = this.#postfix()
      return { kind: 'try', body, handler: tokens.acceptName('catch') ? this.#postfix() : null }
    }
    if (tokens.isName('reduce') || tokens.isName('foreach')) return this.#suffixes(this.#fold())
    if (tokens.isName('def')) return { kind: 'define', definition: this.#definition(), body: this.#pipe() }
    return this.#suffixes(this.#term())
  }

  #fold(): JqFold {
    const tokens = this.#tokens
    const kind = tokens.next().value === 'reduce' ? 'reduce' : 'foreach'
    const source = this.#suffixes(this.#term(), false)
    tokens.expectName('as')
    const pattern = this.#pattern()
    tokens.expectSign('(')
    const initial = this.#pipe()
    tokens.expectSign(';')
    const update = this.#pipe()
    const extract = kind === 'foreach' && tokens.acceptSign(';') ? this.#pipe() : null
    tokens.expectSign(')')
    return { kind, source, pattern, initial, update, extract }
  }

  /** `mayBind`: an `as` begins a binding; in folds it does not. */
  #suffixes(term: JqNode, mayBind = true): JqNode {
    const tokens = this.#tokens
    let node = term
    for (;;) {
      if (tokens.acceptSign('?')) node = { kind: 'try', body: node, handler: null }
      else if (tokens.current.kind === 'field') node = indexBy(node, tokens.next().value)
      else if (tokens.isSign('.') && tokens.following.kind === 'string') {
        tokens.next()
        node = { kind: 'index', target: node, key: this.#string(null) }
      } else if (tokens.isSign('.') && tokens.following.kind === 'sign' && tokens.following.value === '[') tokens.next()
      else if (tokens.acceptSign('[')) node = this.#brackets(node)
      else if (mayBind && tokens.acceptName('as')) return this.#binding(node)
      else return node
    }
  }

  #brackets(target: JqNode): JqNode {
    const tokens = this.#tokens
    if (tokens.acceptSign(']')) return { kind: 'iterate', target }
    const from = tokens.isSign(':') ? null : this.#pipe()
    if (tokens.acceptSign(':')) {
      const to = from !== null && tokens.isSign(']') ? null : this.#pipe()
      tokens.expectSign(']')
      return { kind: 'slice', target, from, to }
    }
    tokens.expectSign(']')
    return { kind: 'index', target, key: from ?? IDENTITY }
  }

  #term(): JqNode {
    const { current } = this.#tokens
    switch (current.kind) {
      case 'string':
        return this.#string(null)
      case 'name':
        return this.#named()
      case 'sign':
        return this.#signTerm()
      case 'end':
        throw this.#tokens.unexpected()
      default:
        this.#tokens.next()
        return this.#simpleTerm(current)
    }
  }

  #simpleTerm(token: JqToken): JqNode {
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', value: numberLiteral(token.value) }
      case 'format':
        return this.#tokens.current.kind === 'string'
          ? this.#string(token.value)
          : { kind: 'format', name: token.value }
      case 'field':
        return indexBy(IDENTITY, token.value)
      default:
        return token.value === '__loc__' ? LOCATION : { kind: 'variable', name: token.value }
    }
  }

  #signTerm(): JqNode {
    const tokens = this.#tokens
    if (tokens.acceptSign('..')) return { kind: 'recurse' }
    if (tokens.acceptSign('.')) {
      return tokens.current.kind === 'string' ? { kind: 'index', target: IDENTITY, key: this.#string(null) } : IDENTITY
    }
    if (tokens.acceptSign('(')) {
      const body = this.#pipe()
      tokens.expectSign(')')
      return body
    }
    if (tokens.acceptSign('[')) {
      const body = tokens.isSign(']') ? null : this.#pipe()
      tokens.expectSign(']')
      return { kind: 'list', body }
    }
    if (tokens.acceptSign('{')) return this.#object()
    throw tokens.unexpected()
  }

  #named(): JqNode {
    const tokens = this.#tokens
    if (tokens.acceptName('if')) return this.#conditional()
    if (tokens.acceptName('break')) return { kind: 'break', name: tokens.expect('variable').value }
    if (KEYWORDS.has(tokens.current.value)) throw tokens.unexpected()
    const { value: name, at } = tokens.next()
    const word = tokens.isSign('(') ? undefined : WORDS.get(name)
    if (word !== undefined) return { kind: 'literal', value: word }
    const args: JqNode[] = []
    if (tokens.acceptSign('(')) {
      do args.push(this.#pipe())
      while (tokens.acceptSign(';'))
      tokens.expectSign(')')
    }
    return { kind: 'call', name, args, at }
  }

  #conditional(): JqNode {
    const tokens = this.#tokens
    const condition = this.#pipe()
    tokens.expectName('then')
    const whenTrue = this.#pipe()
    if (tokens.acceptName('elif')) return { kind: 'if', condition, whenTrue, whenFalse: this.#conditional() }
    const whenFalse = tokens.acceptName('else') ? this.#pipe() : null
    tokens.expectName('end')
    return { kind: 'if', condition, whenTrue, whenFalse }
  }

  #string(format: string | null): JqNode {
    const token = this.#tokens.expect('string')
    const parts = token.parts.map((part) => (typeof part === 'string' ? part : new JqParser(part).program()))
    return { kind: 'string', format, parts }
  }

  #object(): JqNode {
    const entries: { key: JqNode; value: JqNode }[] = []
    while (!this.#tokens.acceptSign('}')) {
      entries.push(this.#entry())
      if (!this.#tokens.acceptSign(',') && !this.#tokens.isSign('}')) throw this.#tokens.unexpected()
    }
    return { kind: 'object', entries }
  }

  #entry(): { readonly key: JqNode; readonly value: JqNode } {
    const tokens = this.#tokens
    if (tokens.acceptSign('(')) {
      const key = this.#pipe()
      tokens.expectSign(')')
      tokens.expectSign(':')
      return { key, value: this.#entryValue() }
    }
    if (tokens.current.kind === 'variable') {
      const { value: name } = tokens.next()
      const value: JqNode = name === '__loc__' ? LOCATION : { kind: 'variable', name }
      return { key: { kind: 'literal', value: name }, value }
    }
    const key = this.#entryKey()
    const value: JqNode = tokens.acceptSign(':') ? this.#entryValue() : { kind: 'index', target: IDENTITY, key }
    return { key, value }
  }

  #entryKey(): JqNode {
    const { kind, value } = this.#tokens.current
    if (kind === 'string') return this.#string(null)
    if (kind !== 'name' && kind !== 'number' && kind !== 'format') throw this.#tokens.unexpected()
    this.#tokens.next()
    return kind === 'format' ? this.#string(value) : { kind: 'literal', value }
  }

  /** Values of an object hold no commas, but may be piped. */
  #entryValue(): JqNode {
    let value = this.#alternative()
    while (this.#tokens.acceptSign('|')) value = { kind: 'pipe', left: value, right: this.#alternative() }
    return value
  }

  #pattern(): JqPattern {
    const tokens = this.#tokens
    if (tokens.current.kind === 'variable') return { kind: 'variable', name: tokens.next().value }
    if (tokens.acceptSign('[')) {
      const items = [this.#pattern()]
      while (tokens.acceptSign(',')) items.push(this.#pattern())
      tokens.expectSign(']')
      return { kind: 'list', items }
    }
    tokens.expectSign('{')
    const entries = [this.#entryPattern()]
    while (tokens.acceptSign(',')) entries.push(this.#entryPattern())
    tokens.expectSign('}')
    return { kind: 'object', entries }
  }

  #entryPattern(): JqEntryPattern {
    const tokens = this.#tokens
    if (tokens.current.kind === 'variable') {
      const { value: name } = tokens.next()
      const pattern = tokens.acceptSign(':') ? this.#pattern() : null
      return { key: { kind: 'literal', value: name }, variable: name, pattern }
    }
    let key: JqNode
    if (tokens.acceptSign('(')) {
      key = this.#pipe()
      tokens.expectSign(')')
    } else key = this.#entryKey()
    tokens.expectSign(':')
    return { key, variable: null, pattern: this.#pattern() }
  }

  #definition(): JqDefinition {
    const tokens = this.#tokens
    tokens.expectName('def')
    const name = tokens.expect('name').value
    const parameters: string[] = []
    if (tokens.acceptSign('(')) {
      do {
        const { kind, value } = tokens.next()
        if (kind !== 'name' && kind !== 'variable') throw tokens.unexpected('a parameter is missing')
        parameters.push(kind === 'variable' ? `$${value}` : value)
      } while (tokens.acceptSign(';'))
      tokens.expectSign(')')
    }
    tokens.expectSign(':')
    const body = this.#pipe()
    tokens.expectSign(';')
    return { name, parameters, body }
  }
}

function indexBy(target: JqNode, name: string): JqNode {
  return { kind: 'index', target, key: { kind: 'literal', value: name } }
}

function numberLiteral(text: string): number | bigint | Decimal {
  if (!/^\d+$/.test(text) || text.length > 300) return Decimal.double(Number(text))
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : BigInt(text)
}
