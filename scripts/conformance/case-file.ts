import { readFileSync } from 'node:fs'
import { parseJson, type ExpressionCase as TemplateCase } from '@countersign/expression'

/** A recorded template with its context. */
export type ExpressionCase = TemplateCase & { readonly area: string }

/** A recorded flow; the rest of its shape belongs to `conformance/run-flows.mjs`. */
export type FlowCase = {
  readonly id: string
  readonly area: string
  readonly flows: readonly string[]
  /** Why we want something else than what was recorded; such a case is not run. */
  readonly deviation?: string
}

/** The cases of one file, told apart by what its items hold. */
export type CaseFile =
  | { readonly kind: 'expressions'; readonly path: string; readonly cases: readonly ExpressionCase[] }
  | { readonly kind: 'flows'; readonly path: string; readonly cases: readonly FlowCase[] }

/**
 * Reads a file of recorded cases.
 *
 * @throws when it is not a JSON array of items that all hold `template`, or all hold `flows`.
 */
export function readCaseFile(path: string): CaseFile {
  const text = readFileSync(path, 'utf8')
  let items: unknown
  let exact: unknown
  try {
    items = JSON.parse(text)
    // The expression language tells 1.0 from 1, which plain JSON does not.
    exact = parseJson(text)
  } catch (cause) {
    throw new Error(`${path} cannot be read as JSON.`, { cause })
  }
  if (!Array.isArray(items) || items.length === 0) throw new Error(`${path} holds no array of cases.`)
  if (Array.isArray(exact) && exact.every(isExpressionCase)) return { kind: 'expressions', path, cases: exact }
  if (items.every(isFlowCase)) return { kind: 'flows', path, cases: items }
  throw new Error(
    `${path}: every item must be an expression case (with "template") or every item a flow case (with "flows").`,
  )
}

function isExpressionCase(item: unknown): item is ExpressionCase {
  return isCase(item) && 'template' in item && 'context' in item
}

function isFlowCase(item: unknown): item is FlowCase {
  return isCase(item) && 'flows' in item && Array.isArray(item.flows)
}

function isCase(item: unknown): item is { id: string; area: string } {
  return (
    typeof item === 'object' &&
    item !== null &&
    'id' in item &&
    typeof item.id === 'string' &&
    'area' in item &&
    typeof item.area === 'string'
  )
}
