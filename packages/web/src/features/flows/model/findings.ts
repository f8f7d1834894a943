import type { FlowValidation, WireDiagnostic } from '@countersign/contract'
import { isApiError } from '@countersign/contract/client'

/**
 * What a check found about a source, errors first, each kind in the order of the lines. A server that gives no places is
 * taken at its words.
 */
export function findingsOf(results: readonly FlowValidation[]): readonly WireDiagnostic[] {
  const findings = results.flatMap((result) => {
    if (result.diagnostics !== undefined && result.diagnostics.length > 0) return result.diagnostics
    const errors = (result.constraints ?? '').split('\n').filter((line) => line.trim() !== '')
    return [
      ...errors.map((message) => unplaced('error', message)),
      ...(result.warnings ?? []).map((message) => unplaced('warning', message)),
      ...(result.infos ?? []).map((message) => unplaced('info', message)),
    ]
  })
  return [...findings].sort(byWeight)
}

/** The findings that a refused save carries; none when it was refused for another reason. */
export function findingsOfError(error: unknown): readonly WireDiagnostic[] {
  if (!isApiError(error) || typeof error.body !== 'object' || error.body === null) return []
  if (!('diagnostics' in error.body) || !Array.isArray(error.body.diagnostics)) return []
  // The error body's `diagnostics` are of this type by contract.
  return [...(error.body.diagnostics as readonly WireDiagnostic[])].sort(byWeight)
}

function unplaced(severity: WireDiagnostic['severity'], message: string): WireDiagnostic {
  return { code: '', severity, message, path: '', range: null }
}

const WEIGHTS = { error: 0, warning: 1, info: 2 } as const

function byWeight(one: WireDiagnostic, other: WireDiagnostic): number {
  return (
    WEIGHTS[one.severity] - WEIGHTS[other.severity] ||
    (one.range?.line ?? 0) - (other.range?.line ?? 0) ||
    (one.range?.column ?? 0) - (other.range?.column ?? 0)
  )
}
