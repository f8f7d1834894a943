import type { TemplateFunction } from './function.ts'
import { randomBelow } from './outside.ts'

/** Ports that no service is registered for. */
const FIRST = 49_152
const LAST = 65_535

/**
 * A random port number of the range that is free for private use. Whether something listens there is not looked at.
 *
 * @result integer from 49152 to 65535
 * @example {{ randomPort() > 1023 }} → true
 */
export const randomPort: TemplateFunction = {
  name: 'randomPort',
  parameters: [],
  apply: (_, run) => FIRST + randomBelow(LAST - FIRST + 1, run, 'randomPort'),
}
