import { isJavaWhitespace } from '../text/java-whitespace.ts'
import { titleCase } from './capitalize.ts'
import type { Filter } from './filter.ts'
import { textInput } from './input-kinds.ts'

/**
 * Turns the first letter of every word into a capital; the rest stays. Words are separated by white space. Null stays null.
 *
 * @result text
 * @error EXPRESSION_TYPE the input is no text
 * @example {{ 'hello wORLD' | title }} → Hello WORLD
 */
export const title: Filter = {
  name: 'title',
  parameters: [],
  apply(input) {
    if (input === null) return null
    const text = textInput(input, 'title')
    let result = ''
    let starts = true
    for (let index = 0; index < text.length; index += 1) {
      const character = text.charAt(index)
      const space = isJavaWhitespace(text.charCodeAt(index))
      result += starts && !space ? titleCase(character) : character
      starts = space
    }
    return result
  },
}
