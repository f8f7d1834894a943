import type { TemplateFunction } from './function.ts'
import { newUuid } from './outside.ts'

/**
 * A new version 7 UUID, which sorts by its time.
 *
 * @result text of 36 characters
 */
export const uuid: TemplateFunction = {
  name: 'uuid',
  parameters: [],
  apply: (_, run) => newUuid(run, 'uuid'),
}
