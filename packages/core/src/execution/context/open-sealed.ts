import { createScope, type HostAnswer, type ScopeValue } from '@countersign/expression'
import type { Value } from '../../json/value.ts'
import { holdsSealed, isSealed } from '../../sealed/sealed-value.ts'
import { isList, isMap } from '../../task/properties/value-text.ts'
import { askData } from './data-question.ts'

/**
 * A stored value as expressions see it: sealed values are opened, each when it is read and never before. What holds none is
 * given back as it is.
 *
 * @throws PendingSignal while the host has not opened a value that is read; AppError when it could not
 */
export function openSealed(value: Value, answers: ReadonlyMap<string, HostAnswer>): ScopeValue {
  if (!holdsSealed(value)) return value
  if (isList(value)) return value.map((item) => openSealed(item, answers))
  if (!isMap(value)) return value
  if (isSealed(value)) return askData(answers, 'unseal', [value.value])
  return createScope({
    get: (name) => (Object.hasOwn(value, name) ? openSealed(value[name] ?? null, answers) : undefined),
    has: (name) => Object.hasOwn(value, name),
    keys: () => Object.keys(value),
  })
}
