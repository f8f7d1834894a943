import type { Filter } from './filter.ts'

/**
 * Turns letters into capitals. Anything but a text is made one first; null stays null.
 *
 * @result text
 * @example {{ 'MiXed' | upper }} → MIXED
 */
export const upper: Filter = {
  name: 'upper',
  parameters: [],
  apply: (input, _, run) => (input === null ? null : run.text(input).toUpperCase()),
}
