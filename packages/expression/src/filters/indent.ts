import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'
import type { Datum } from '../value/datum.ts'
import type { ArgumentValues, Filter } from './filter.ts'
import { requiredInteger } from './input-kinds.ts'

/**
 * Puts a prefix before every line but the first. Anything but a text is made one first; null stays null.
 *
 * @argument amount - how often the prefix is repeated
 * @argument prefix - default a space
 * @result text
 * @error EXPRESSION_ARGUMENT the amount is missing, no integer or negative
 * @example {{ 'a b' | indent(2) }} → a b
 */
export const indent: Filter = {
  name: 'indent',
  parameters: ['amount', 'prefix'],
  apply(input, args, run) {
    const { text, prefix, lineBreak } = indentation(input, args, 'indent', run)
    return text === '' ? nullOrEmpty(input) : indented(text, lineBreak + prefix, lineBreak, run)
  },
}

interface Indentation {
  readonly text: string
  readonly prefix: string
  readonly lineBreak: string
}

/** What `indent` and `nindent` work with. An input without text is empty. */
export function indentation(input: Datum, args: ArgumentValues, filter: string, run: Run): Indentation {
  const text = input === null ? '' : run.text(input)
  if (text === '') return { text, prefix: '', lineBreak: '\n' }
  const amount = requiredInteger(args, 0, filter, 'amount')
  if (amount < 0)
    throw new Fault('EXPRESSION_ARGUMENT', `The argument \`amount\` of \`${filter}\` must not be negative`)
  const unit = args[1] === undefined ? ' ' : run.text(args[1])
  run.budget.checkText(unit.length * amount)
  return { text, prefix: unit.repeat(amount), lineBreak: lineBreakOf(text) }
}

/** `text` with its line breaks replaced by `replacement`. */
export function indented(text: string, replacement: string, lineBreak: string, run: Run): string {
  const lines = text.split(lineBreak)
  run.budget.checkText(text.length + (lines.length - 1) * replacement.length)
  return lines.join(replacement)
}

export function nullOrEmpty(input: Datum): Datum {
  return input === null ? null : ''
}

/** The kind of line break that the text has; of several the first in this order. */
function lineBreakOf(text: string): string {
  return ['\r\n', '\n\r', '\n', '\r'].find((lineBreak) => text.includes(lineBreak)) ?? '\n'
}
