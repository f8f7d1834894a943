import type { Diagnostic, SourceRange } from '../errors/diagnostic.ts'
import type { DiagnosticCode } from './diagnostic-codes.ts'

/** Where in a document: the path of members, such as `tasks[0].message`, and the range in the text. */
export interface Place {
  readonly path: string
  readonly range: SourceRange | null
}

/** Collects what checks find. Nothing is thrown: every problem is reported at once. */
export interface Findings {
  error(code: DiagnosticCode, place: Place, message: string, hint?: string): void
  warning(code: DiagnosticCode, place: Place, message: string, hint?: string): void
  info(code: DiagnosticCode, place: Place, message: string, hint?: string): void
  /** Everything found, in the order of the text. */
  list(): readonly Diagnostic[]
  hasErrors(): boolean
}

export function createFindings(): Findings {
  const found: Diagnostic[] = []
  const add =
    (severity: Diagnostic['severity']) =>
    (code: DiagnosticCode, place: Place, message: string, hint?: string): void => {
      const { path, range } = place
      found.push({ code, severity, message, path, range, ...(hint === undefined ? {} : { hint }) })
    }
  return {
    error: add('error'),
    warning: add('warning'),
    info: add('info'),
    list: () => withoutRepetitions(found).toSorted(byPlace),
    hasErrors: () => found.some((finding) => finding.severity === 'error'),
  }
}

/** One default can be wrong for many tasks: what stands at one place in the text is said once. */
function withoutRepetitions(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>()
  return found.filter(({ code, message, range, path }) => {
    const key = JSON.stringify([code, message, range ?? path])
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  const [a, b] = [left.range, right.range]
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return a.line - b.line || a.column - b.column
}

/** The path of a member of the thing at `path`. */
export function memberPath(path: string, name: string | number): string {
  if (typeof name === 'number') return `${path}[${name}]`
  const step = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) ? name : JSON.stringify(name)
  if (path === '') return step
  return step === name ? `${path}.${name}` : `${path}[${step}]`
}
