import type { ExpressionNode, MacroNode } from '../syntax/ast.ts'
import type { TagSyntax } from './tag-syntax.ts'

/**
 * Defines a function of the template, which may be called before and after it. The body sees only its arguments; an argument
 * that is left out has its initial value or is null. Lists and maps print as Java prints them (`[1, x]`, `{k=v}`).
 *
 * @syntax {% macro name(a, b='initial') %}…{% endmacro %}
 * @error EXPRESSION_SYNTAX two macros have the same name
 * @error EXPRESSION_LIMIT macros call each other too deeply
 * @example {% macro hi(name, end='!') %}Hi {{ name }}{{ end }}{% endmacro %}{{ hi('Ada') }} → Hi Ada!
 */
export const macroTag: TagSyntax = (parser, name): MacroNode => {
  const macroName = parser.tokens.expect('name').value
  const parameters: { name: string; initial: ExpressionNode | null }[] = []
  parser.tokens.expect('punctuation', '(')
  if (!parser.tokens.accept('punctuation', ')')) {
    do {
      const parameter = parser.tokens.expect('name').value
      const initial = parser.tokens.accept('punctuation', '=') ? parser.expression() : null
      parameters.push({ name: parameter, initial })
    } while (parser.tokens.accept('punctuation', ','))
    parser.tokens.expect('punctuation', ')')
  }
  parser.closeTag()
  const { body } = parser.body(name, ['endmacro'])
  // Pebble allows the macro's name after `endmacro`.
  parser.tokens.accept('name', macroName)
  parser.closeTag()
  const children = [...parameters.flatMap(({ initial }) => (initial === null ? [] : [initial])), ...body]
  const macro: MacroNode = { kind: 'macro', name: macroName, parameters, body, ...parser.base(name.start, children) }
  parser.defineMacro(macro)
  return macro
}
