import { coerceInput } from '../inputs/coerce.ts'
import type { InputDeclaration } from '../inputs/declaration.ts'
import type { Value } from '../json/value.ts'
import { mayHoldTemplate } from '../task/properties/template-text.ts'
import { isList, isMap } from '../task/properties/value-text.ts'
import type { MapReader } from './document/map-reader.ts'
import type { Findings } from './findings.ts'

/**
 * Reports a literal default (or prefill) that the input itself would refuse. Kestra accepts it and fails each execution
 * (cases in-def-bad*). Values with an expression are checked when they are rendered.
 */
export function checkDefaults(declaration: InputDeclaration, reader: MapReader, findings: Findings): void {
  for (const name of ['defaults', 'prefill'] as const) {
    const value = declaration[name]
    if (value === undefined || value === null || holdsTemplate(value) || isEmptyText(value)) continue
    const result = coerceInput(declaration, value, 'shortest')
    if (result.ok) continue
    // What a secret holds must not be repeated; `coerceInput` already leaves it out.
    findings.error('INPUT_DEFAULT_INVALID', reader.placeOf(name), `\`${name}\`: ${result.error.message}`)
  }
}

function isEmptyText(value: Value): boolean {
  return value === ''
}

function holdsTemplate(value: Value): boolean {
  if (typeof value === 'string') return mayHoldTemplate(value)
  if (isList(value)) return value.some(holdsTemplate)
  return isMap(value) && Object.values(value).some(holdsTemplate)
}
