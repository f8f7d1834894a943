import type { Body, ForNode } from '../syntax/ast.ts'
import type { TagSyntax } from './tag-syntax.ts'

/**
 * Renders its body for each element of a list or set, or each entry (`.key`, `.value`) of a map. Null renders nothing; an empty
 * list renders the `else` part. Inside, `loop.index` (from 0), `loop.length`, `loop.revindex` (how many follow), `loop.first`
 * and `loop.last` tell the round. Variables first set inside end with the loop, but last from round to round.
 *
 * @syntax {% for item in list %}…{% else %}…{% endfor %}
 * @error EXPRESSION_TYPE the value is a text, number or boolean
 * @error EXPRESSION_LIMIT all loops of the rendering together take more rounds than allowed
 * @example {% for x in ['a', 'b'] %}{{ loop.index }}{{ x }}{% endfor %} → 0a1b
 */
export const forTag: TagSyntax = (parser, name): ForNode => {
  const variable = parser.tokens.expect('name').value
  parser.tokens.expect('name', 'in')
  const iterable = parser.expression()
  parser.closeTag()
  const { body, end } = parser.body(name, ['else', 'endfor'])
  parser.closeTag()
  let otherwise: Body | null = null
  if (end.value === 'else') {
    otherwise = parser.body(name, ['endfor']).body
    parser.closeTag()
  }
  const base = parser.base(name.start, [iterable, ...body, ...(otherwise ?? [])])
  return { kind: 'for', variable, iterable, body, otherwise, ...base }
}
