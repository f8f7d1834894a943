import { Fault } from '../errors/fault.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The block of the same name in the template that this one extends. Templates of flows extend nothing, so this is always an
 * error; the variable `parent` is something else.
 *
 * @error EXPRESSION_UNSUPPORTED always
 */
export const parent: TemplateFunction = {
  name: 'parent',
  parameters: [],
  apply() {
    const hint = 'The variable `parent` is written without brackets.'
    throw new Fault('EXPRESSION_UNSUPPORTED', '`parent()` needs a template that extends another one', { hint })
  },
}
