import { toBase62 } from '../text/base62.ts'
import type { TemplateFunction } from './function.ts'
import { newUuid } from './outside.ts'

/**
 * A new short id: a UUID written with letters and digits.
 *
 * @result text of 22 characters
 * @example {{ id() }} → 02vKQQCYV9wHqA9msKoeC9
 */
export const id: TemplateFunction = {
  name: 'id',
  parameters: [],
  apply: (_, run) => toBase62(BigInt(`0x${newUuid(run, 'id').replaceAll('-', '')}`), 22),
}
