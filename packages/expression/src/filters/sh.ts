import type { Filter } from './filter.ts'

/**
 * A text made safe to stand between single quotes of a shell command. Anything but a text is made one first; null stays null.
 *
 * @result text
 * @example echo '{{ "it's" | sh }}' → echo 'it'\''s'
 */
export const sh: Filter = {
  name: 'sh',
  parameters: [],
  apply: (input, _, run) => (input === null ? null : run.text(input).replaceAll("'", () => "'\\''")),
}
