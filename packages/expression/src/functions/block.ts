import { catchMissing } from '../compile/compile-call.ts'
import type { TemplateFunction } from './function.ts'
import { givenText } from './function-arguments.ts'

/**
 * Renders a block of the template again. Nothing for a block that does not exist.
 *
 * @argument name - of the block
 * @result text, in which lists and maps look as in Java
 * @error EXPRESSION_ARGUMENT the name is missing
 * @example {% block a %}A{% endblock %}{{ block('a') }} → AA
 */
export const block: TemplateFunction = {
  name: 'block',
  parameters: ['name'],
  apply(args, run) {
    const body = run.template.blocks.get(givenText(args, 0, 'block', 'name'))
    if (body === undefined) return ''
    return catchMissing(() => run.call(() => run.capture(body)))
  },
}
