import type { Decimal } from '../value/decimal.ts'

/** What every node carries: its place (`end` exclusive), and the height of the tree below it, itself included. */
export interface NodeBase {
  readonly start: number
  readonly end: number
  readonly depth: number
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '=='
  | '!='
  | '>'
  | '<'
  | '>='
  | '<='
  | '..'
  | '??'
  | '???'
  | 'and'
  | 'or'
  | 'contains'
  | 'isIn'

export type UnaryOperator = 'not' | '+' | '-'

export interface LiteralNode extends NodeBase {
  readonly kind: 'literal'
  readonly value: null | boolean | number | bigint | string | Decimal
}

/** A double-quoted string with `#{ }` parts, or operands joined by `~`: texts glued together, null as nothing. */
export interface ConcatNode extends NodeBase {
  readonly kind: 'concat'
  readonly parts: readonly ExpressionNode[]
}

export interface ListNode extends NodeBase {
  readonly kind: 'list'
  readonly items: readonly ExpressionNode[]
}

export interface MapNode extends NodeBase {
  readonly kind: 'map'
  readonly entries: readonly { readonly key: ExpressionNode; readonly value: ExpressionNode }[]
}

export interface VariableNode extends NodeBase {
  readonly kind: 'variable'
  readonly name: string
}

/** `target.name` or `target[name]`; with `args` the call of a member. */
export interface AttributeNode extends NodeBase {
  readonly kind: 'attribute'
  readonly target: ExpressionNode
  readonly name: ExpressionNode
  readonly args: Arguments | null
}

/** A function or macro of the template. */
export interface CallNode extends NodeBase {
  readonly kind: 'call'
  readonly name: string
  readonly args: Arguments
}

export interface UnaryNode extends NodeBase {
  readonly kind: 'unary'
  readonly operator: UnaryOperator
  readonly operand: ExpressionNode
}

export interface BinaryNode extends NodeBase {
  readonly kind: 'binary'
  readonly operator: BinaryOperator
  readonly left: ExpressionNode
  readonly right: ExpressionNode
}

export interface FilterNode extends NodeBase {
  readonly kind: 'filter'
  readonly input: ExpressionNode
  readonly call: NamedCall
}

export interface TestNode extends NodeBase {
  readonly kind: 'test'
  readonly input: ExpressionNode
  readonly call: NamedCall
  readonly negated: boolean
}

export interface TernaryNode extends NodeBase {
  readonly kind: 'ternary'
  readonly condition: ExpressionNode
  readonly whenTrue: ExpressionNode
  readonly whenFalse: ExpressionNode
}

export type ExpressionNode =
  | LiteralNode
  | ConcatNode
  | ListNode
  | MapNode
  | VariableNode
  | AttributeNode
  | CallNode
  | UnaryNode
  | BinaryNode
  | FilterNode
  | TestNode
  | TernaryNode

/** The name of a filter or test with its place, and its arguments. */
export interface NamedCall {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly args: Arguments
}

/** Arguments of a call: positional ones come first. */
export interface Arguments {
  readonly positional: readonly ExpressionNode[]
  readonly named: readonly NamedArgument[]
}

export interface NamedArgument {
  readonly name: string
  readonly start: number
  readonly value: ExpressionNode
}

export interface TextNode extends NodeBase {
  readonly kind: 'text'
  readonly text: string
}

export interface RawNode extends NodeBase {
  readonly kind: 'raw'
  readonly body: string
}

export interface PrintNode extends NodeBase {
  readonly kind: 'print'
  readonly expression: ExpressionNode
}

export interface IfNode extends NodeBase {
  readonly kind: 'if'
  readonly branches: readonly { readonly condition: ExpressionNode; readonly body: Body }[]
  readonly otherwise: Body | null
}

export interface ForNode extends NodeBase {
  readonly kind: 'for'
  readonly variable: string
  readonly iterable: ExpressionNode
  readonly body: Body
  readonly otherwise: Body | null
}

export interface SetNode extends NodeBase {
  readonly kind: 'set'
  readonly name: string
  readonly value: ExpressionNode
}

export interface MacroNode extends NodeBase {
  readonly kind: 'macro'
  readonly name: string
  readonly parameters: readonly { readonly name: string; readonly initial: ExpressionNode | null }[]
  readonly body: Body
}

export interface BlockNode extends NodeBase {
  readonly kind: 'block'
  readonly name: string
  readonly body: Body
}

export interface FilterTagNode extends NodeBase {
  readonly kind: 'filter-tag'
  readonly calls: readonly NamedCall[]
  readonly body: Body
}

export type TagNode = IfNode | ForNode | SetNode | MacroNode | BlockNode | FilterTagNode
export type TemplateNode = TextNode | RawNode | PrintNode | TagNode

/** A run of nodes: a template, or the inside of a tag. */
export type Body = readonly TemplateNode[]

/** A template that was read. Macros and blocks are found at any depth. */
export interface ParsedTemplate {
  readonly source: string
  readonly body: Body
  readonly macros: ReadonlyMap<string, MacroNode>
  readonly blocks: ReadonlyMap<string, BlockNode>
}
