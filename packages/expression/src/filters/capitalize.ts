import { isJavaWhitespace } from '../text/java-whitespace.ts'
import type { Filter } from './filter.ts'
import { textInput } from './input-kinds.ts'

/**
 * Turns the first letter that is no white space into a capital; the rest stays. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @example {{ 'hello wORLD' | capitalize }} → Hello wORLD
 */
export const capitalize: Filter = {
  name: 'capitalize',
  parameters: [],
  apply(input) {
    if (input === null) return null
    const text = textInput(input, 'capitalize')
    let first = 0
    while (first < text.length && isJavaWhitespace(text.charCodeAt(first))) first += 1
    return text.slice(0, first) + titleCase(text.charAt(first)) + text.slice(first + 1)
  },
}

/** One character as a capital, as Java's `toTitleCase` does: never more than one character. */
export function titleCase(character: string): string {
  const capital = character.toUpperCase()
  return capital.length === character.length ? capital : character
}
