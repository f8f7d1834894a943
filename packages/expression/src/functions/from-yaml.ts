import { Fault } from '../errors/fault.ts'
import { parseYaml } from '../yaml/parse-yaml.ts'
import type { TemplateFunction } from './function.ts'
import { givenText } from './function-arguments.ts'

/** Characters of a text that is read as YAML. */
const LONGEST_YAML = 262_144

/**
 * Reads YAML: the first document.
 *
 * @argument yaml - the text
 * @result value
 * @error EXPRESSION_ARGUMENT the text is missing or no text
 * @error EXPRESSION_LIMIT the text is longer than 262,144 characters
 * @error EXPRESSION_VALUE the text is no YAML, or uses anchors
 * @example {{ yaml('a: [red, blue]').a[1] }} → blue
 */
export const yaml: TemplateFunction = {
  name: 'yaml',
  parameters: ['yaml'],
  apply(args, run) {
    const text = givenText(args, 0, 'yaml', 'yaml')
    // The reader cannot be interrupted, and needs up to 14 µs for a character.
    if (text.length > LONGEST_YAML) {
      throw new Fault(
        'EXPRESSION_LIMIT',
        `The text for \`yaml\` is longer than the ${LONGEST_YAML} characters that are allowed`,
      )
    }
    run.budget.steps(text.length)
    return parseYaml(text)
  },
}
