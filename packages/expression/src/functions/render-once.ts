import type { TemplateFunction } from './function.ts'
import { given } from './function-arguments.ts'
import { renderValue } from './render.ts'

/**
 * Renders a text that itself holds expressions, once; see `render`.
 *
 * @argument toRender - text, map or list
 * @result text, map or list
 * @error EXPRESSION_ARGUMENT nothing is given
 * @example {% set x = 'X' %}{{ renderOnce('{{ x }}') }} → X
 */
export const renderOnce: TemplateFunction = {
  name: 'renderOnce',
  parameters: ['toRender'],
  apply: (args, run) => renderValue(given(args, 0, 'renderOnce', 'toRender'), run, false, 'renderOnce'),
}
