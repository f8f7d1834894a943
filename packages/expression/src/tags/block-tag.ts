import type { BlockNode } from '../syntax/ast.ts'
import type { TagSyntax } from './tag-syntax.ts'

/**
 * Renders its body in place and names it, so that `block('name')` can render it again (lists and maps then print as Java prints
 * them).
 *
 * @syntax {% block name %}…{% endblock name %}
 * @error EXPRESSION_SYNTAX the name after `endblock` is another one
 * @example {% block a %}A{% endblock %}-{{ block('a') }} → A-A
 */
export const blockTag: TagSyntax = (parser, name): BlockNode => {
  const { tokens } = parser
  const named = tokens.is('string') ? tokens.next() : tokens.expect('name')
  parser.closeTag()
  const { body } = parser.body(name, ['endblock'])
  if (!tokens.is('tag-close')) {
    const closing = tokens.is('string') ? tokens.next() : tokens.expect('name')
    if (closing.value !== named.value) {
      throw tokens.mistake(`The block \`${named.value}\` is closed as \`${closing.value}\``, closing.start)
    }
  }
  parser.closeTag()
  const block: BlockNode = { kind: 'block', name: named.value, body, ...parser.base(name.start, body) }
  parser.defineBlock(block)
  return block
}
