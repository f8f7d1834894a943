import type { TemplateFunction } from './function.ts'
import { newUuid } from './outside.ts'

/**
 * A new version 7 UUID, which sorts by its time.
 *
 * @result text of 36 characters
 * @example {{ uuid() }} → 018cc7f4-0000-7000-8000-000000000001
 */
export const uuid: TemplateFunction = {
  name: 'uuid',
  parameters: [],
  apply: (_, run) => newUuid(run, 'uuid'),
}
