import type { Filter } from './filter.ts'

/**
 * Turns letters into small ones. Anything but a text is made one first; null stays null.
 *
 * @result text
 * @example {{ 'MiXed' | lower }} → mixed
 */
export const lower: Filter = {
  name: 'lower',
  parameters: [],
  apply: (input, _, run) => (input === null ? null : run.text(input).toLowerCase()),
}
