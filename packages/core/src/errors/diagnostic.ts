/** A place in a text: lines and columns start at 1, the end is exclusive. */
export interface SourceRange {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/**
 * A finding about a document. Never thrown: checks return lists, so that every problem is reported at once.
 * `path` names the place in the document, such as `tasks[0].message`.
 */
export interface Diagnostic {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  readonly path: string
  readonly range: SourceRange | null
  /** What to do about it. */
  readonly hint?: string
}
