import type { Filter } from './filter.ts'

/**
 * A text as a part of a URL: spaces become dashes, accents go, other signs are left out, letters become small. Anything but a text
 * is made one first; null stays null.
 *
 * @result text
 * @example {{ 'Big_World! Ünï' | slugify }} → big-world-uni
 */
export const slugify: Filter = {
  name: 'slugify',
  parameters: [],
  apply(input, _, run) {
    if (input === null) return null
    return run
      .text(input)
      .replace(/[ \t\n\v\f\r]/g, '-')
      .normalize('NFD')
      .replace(/[^A-Za-z0-9_-]/g, '')
      .replaceAll('_', '-')
      .replace(/-{2,}/g, '-')
      .replace(/^-|-$/g, '')
      .toLowerCase()
  },
}
