import { Fault } from '../errors/fault.ts'
import type { ExpressionLimits } from '../limits/limits.ts'
import { REFUSED_TAGS } from '../tags/refused-tags.ts'
import type { TagSyntax } from '../tags/tag-syntax.ts'
import type {
  BlockNode,
  Body,
  ExpressionNode,
  MacroNode,
  NamedCall,
  NodeBase,
  ParsedTemplate,
  TemplateNode,
} from './ast.ts'
import { ExpressionParser } from './expression-parser.ts'
import { tokenize } from './lexer.ts'
import { NodeBudget } from './node-budget.ts'
import type { Token } from './token.ts'
import { TokenReader } from './token-reader.ts'

/**
 * Reads a template with the given tags.
 *
 * @throws Fault with `EXPRESSION_SYNTAX`, `EXPRESSION_UNSUPPORTED` or `EXPRESSION_LIMIT`
 */
export function parseTemplate(
  source: string,
  tags: ReadonlyMap<string, TagSyntax>,
  limits: ExpressionLimits,
): ParsedTemplate {
  if (source.length > limits.sourceLength) {
    const reason = `The template has ${source.length} characters, more than the ${limits.sourceLength} that are allowed`
    throw new Fault('EXPRESSION_LIMIT', reason, { offset: 0 })
  }
  return new TemplateParser(source, tags, limits).parse()
}

/** Reads text, prints and tags; what tags need to read themselves is public. */
export class TemplateParser {
  readonly tokens: TokenReader
  readonly #source: string
  readonly #tags: ReadonlyMap<string, TagSyntax>
  readonly #budget: NodeBudget
  readonly #expressions: ExpressionParser
  readonly #macros = new Map<string, MacroNode>()
  readonly #blocks = new Map<string, BlockNode>()

  constructor(source: string, tags: ReadonlyMap<string, TagSyntax>, limits: ExpressionLimits) {
    this.#source = source
    this.#tags = tags
    this.tokens = new TokenReader(tokenize(source))
    this.#budget = new NodeBudget(limits)
    this.#expressions = new ExpressionParser(this.tokens, this.#budget)
  }

  parse(): ParsedTemplate {
    const body: TemplateNode[] = []
    while (!this.tokens.is('end')) body.push(this.#node())
    return { source: this.#source, body, macros: this.#macros, blocks: this.#blocks }
  }

  expression(): ExpressionNode {
    return this.#expressions.expression()
  }

  namedCall(): NamedCall {
    return this.#expressions.namedCall()
  }

  /**
   * The body of a tag up to (not including the name of) one of the tags in `ends`, whose name token is returned. `opened` is
   * the tag that needs the end.
   */
  body(opened: Token, ends: readonly string[]): { readonly body: Body; readonly end: Token } {
    return this.#budget.nested(opened.start, () => {
      const body: TemplateNode[] = []
      for (;;) {
        if (this.tokens.is('end')) {
          const wanted = ends.map((end) => `\`${end}\``).join(' or ')
          throw this.tokens.mistake(`The tag \`${opened.value}\` is not closed: ${wanted} is missing`, opened.start)
        }
        const { following } = this.tokens
        if (this.tokens.is('tag-open') && following.kind === 'name' && ends.includes(following.value)) {
          this.tokens.next()
          return { body, end: this.tokens.next() }
        }
        body.push(this.#node())
      }
    })
  }

  closeTag(): void {
    this.tokens.expect('tag-close')
  }

  defineMacro(macro: MacroNode): void {
    if (this.#macros.has(macro.name)) {
      throw this.tokens.mistake(`The macro \`${macro.name}\` is defined twice`, macro.start)
    }
    this.#macros.set(macro.name, macro)
  }

  /** Of blocks with the same name, calls of `block()` use the last one. */
  defineBlock(block: BlockNode): void {
    this.#blocks.set(block.name, block)
  }

  /** Place and height of a node that starts at `start` and ends with the last token. */
  base(start: number, children: Iterable<NodeBase>): NodeBase {
    return { start, end: this.tokens.lastEnd, depth: this.#budget.node(start, children) }
  }

  #node(): TemplateNode {
    const token = this.tokens.next()
    if (token.kind === 'text') return { kind: 'text', text: token.value, ...this.base(token.start, []) }
    if (token.kind === 'raw') return { kind: 'raw', body: token.value, ...this.base(token.start, []) }
    if (token.kind === 'tag-open') return this.#tag()
    const expression = this.expression()
    this.tokens.expect('print-close')
    return { kind: 'print', expression, ...this.base(token.start, [expression]) }
  }

  #tag(): TemplateNode {
    const name = this.tokens.current
    if (name.kind !== 'name') throw this.tokens.unexpected('the name of a tag')
    this.tokens.next()
    const syntax = this.#tags.get(name.value)
    if (syntax !== undefined) return syntax(this, name)
    const refused = REFUSED_TAGS.get(name.value)
    if (refused !== undefined) {
      const details = { offset: name.start, missing: name.value, hint: refused }
      throw new Fault('EXPRESSION_UNSUPPORTED', `The tag \`${name.value}\` is not available`, details)
    }
    throw this.tokens.unknownName('tag', name, [...this.#tags.keys()])
  }
}
