import type { InputDeclaration, InputsValidation } from '@countersign/contract'

/** True for a form that changes while it is filled in: inputs that depend on others, or choices that are computed. */
export function isDynamic(declarations: readonly InputDeclaration[]): boolean {
  return declarations.some(
    (input) => input.dependsOn !== undefined || (input.expression !== undefined && !input.values),
  )
}

/**
 * The declarations as the server reports them for what was typed so far: disabled inputs are left out, computed choices are
 * filled in. Inputs that the report does not name stay as they are.
 */
export function applyReport(
  declarations: readonly InputDeclaration[],
  report: InputsValidation | null,
): readonly InputDeclaration[] {
  if (report === null) return declarations
  const reported = new Map(report.inputs.map((entry) => [entry.input.id, entry]))
  return declarations.flatMap((declaration) => {
    const entry = reported.get(declaration.id)
    if (entry === undefined) return [declaration]
    return entry.enabled ? [{ ...declaration, ...entry.input }] : []
  })
}
