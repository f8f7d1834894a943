import { parseYaml } from '../yaml/parse-yaml.ts'
import type { TemplateFunction } from './function.ts'
import { givenText } from './function-arguments.ts'

/**
 * Reads YAML: the first document.
 *
 * @argument yaml - the text
 * @result value
 * @error EXPRESSION_ARGUMENT the text is missing or no text
 * @error EXPRESSION_VALUE the text is no YAML, or uses anchors
 * @example {{ yaml('a: [red, blue]').a[1] }} → blue
 */
export const yaml: TemplateFunction = {
  name: 'yaml',
  parameters: ['yaml'],
  apply(args, run) {
    const text = givenText(args, 0, 'yaml', 'yaml')
    run.budget.steps(text.length)
    return parseYaml(text)
  },
}
