/** How much a template may cost. Each limit is the largest value that still works. */
export interface ExpressionLimits {
  /** Characters of a template. */
  readonly sourceLength: number
  /** Nodes of a parsed template. */
  readonly nodes: number
  /** Nesting of a template: brackets, operators, tags; and of calls of macros, blocks and `render()` at run time. */
  readonly depth: number
  /** Rounds of all loops of a rendering together. */
  readonly loopSteps: number
  /** Characters of the rendered text, and of every text made on the way. */
  readonly outputSize: number
  /** Elements of a list or map that a template makes. */
  readonly collectionSize: number
  /** Milliseconds of a rendering. */
  readonly timeMs: number
  /** Compiled templates that are remembered. */
  readonly cachedTemplates: number
}

export const DEFAULT_LIMITS: ExpressionLimits = {
  sourceLength: 1_048_576,
  nodes: 100_000,
  depth: 200,
  loopSteps: 1_000_000,
  outputSize: 8_388_608,
  collectionSize: 1_000_000,
  timeMs: 2_000,
  cachedTemplates: 2_000,
}
