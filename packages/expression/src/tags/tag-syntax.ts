import type { TagNode } from '../syntax/ast.ts'
import type { TemplateParser } from '../syntax/template-parser.ts'
import type { Token } from '../syntax/token.ts'

/**
 * Reads one tag. The parser stands after the tag's name, which is `name`; the tag reads everything up to and including its own
 * end.
 */
export type TagSyntax = (parser: TemplateParser, name: Token) => TagNode
