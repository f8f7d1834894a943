import { formatJava } from '../numbers/java-format.ts'
import type { Filter } from './filter.ts'

/**
 * Fills a text with values, as Java's `String.format`: `%s`, `%d`, `%.2f`, `%05d`, `%x`, `%,d`, `%e`, `%b`, `%c`, `%n`, `%%`,
 * `%2$s`. Anything but a text is made one first; null stays null.
 *
 * @argument ... - the values
 * @result text
 * @error EXPRESSION_VALUE a `%` is followed by something unknown, or its value is missing or of the wrong kind
 * @example {{ '%s is %05.1f' | format('x', 3.14159) }} → x is 003.1
 */
export const format: Filter = {
  name: 'format',
  parameters: 'any',
  apply(input, args, run) {
    if (input === null) return null
    return formatJava(
      run.text(input),
      args.map((arg) => arg ?? null),
      run,
    )
  },
}
