import { javaClassName } from '../value/java-class-name.ts'
import type { Filter } from './filter.ts'

/**
 * The Java class that the value has in Kestra, for templates that look at it. Literals and results of arithmetic are Longs, other
 * integers have the smallest class that holds them. Null stays null.
 *
 * @result text
 * @example {{ 'a' | className }} → java.lang.String
 */
export const className: Filter = {
  name: 'className',
  parameters: [],
  apply: (input) => (input === null ? null : javaClassName(input)),
}
