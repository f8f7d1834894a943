import type { FilterTagNode, NamedCall } from '../syntax/ast.ts'
import { argumentNodes } from '../syntax/expression-parser.ts'
import type { TagSyntax } from './tag-syntax.ts'

/**
 * Sends the rendered body through filters. Inside, lists and maps print as Java prints them.
 *
 * @syntax {% filter name | name(argument) %}…{% endfilter %}
 * @example {% filter upper %}a {{ 'b' }}{% endfilter %} → A B
 */
export const filterTag: TagSyntax = (parser, name): FilterTagNode => {
  const calls: NamedCall[] = []
  do calls.push(parser.namedCall())
  while (parser.tokens.accept('operator', '|'))
  parser.closeTag()
  const { body } = parser.body(name, ['endfilter'])
  parser.closeTag()
  const children = [...calls.flatMap(({ args }) => argumentNodes(args)), ...body]
  return { kind: 'filter-tag', calls, body, ...parser.base(name.start, children) }
}
