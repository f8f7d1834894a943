import type { FlowValidation, WireDiagnostic } from '@countersign/contract'
import type { Diagnostic } from '@countersign/core'
import type { FlowCheck } from '@countersign/engine'

/** What is known of a checked document besides its problems. */
interface Checked {
  readonly index: number
  readonly check: FlowCheck
  /** True when the document names an older revision than the stored one. */
  readonly outdated: boolean
}

/**
 * The result of one document (observed/api.md C24). `constraints` is there when it cannot be saved; a document that cannot
 * be read at all has neither names nor the three lists.
 */
export function presentFlowCheck({ index, check, outdated }: Checked): FlowValidation {
  const of = (severity: Diagnostic['severity']) => check.diagnostics.filter((one) => one.severity === severity)
  const errors = of('error')
  const constraints = errors.length === 0 ? {} : { constraints: `Validation error: ${errors.map(toLine).join('')}` }
  const diagnostics = check.diagnostics.length === 0 ? {} : { diagnostics: check.diagnostics.map(presentDiagnostic) }
  if (check.namespace === null || check.id === null) return { index, ...constraints, outdated, ...diagnostics }
  const deprecated = of('warning').filter(
    ({ code }) => code === 'PROPERTY_DEPRECATED' || code === 'TASK_TYPE_DEPRECATED',
  )
  return {
    index,
    namespace: check.namespace,
    flow: check.id,
    ...constraints,
    outdated,
    deprecationPaths: deprecated.map(({ path }) => path),
    warnings: of('warning')
      .filter((one) => !deprecated.includes(one))
      .map(({ message }) => message),
    infos: of('info').map(({ message }) => message),
    ...diagnostics,
  }
}

/** A finding as the API shows it. */
function presentDiagnostic({ code, severity, message, path, range, hint }: Diagnostic): WireDiagnostic {
  return { code, severity, message, path, range: range ?? null, ...(hint === undefined ? {} : { hint }) }
}

function toLine({ path, message }: Diagnostic): string {
  return `${path}: ${message}\n`
}
