import type { Analysis } from '../analysis/analysis.ts'
import type { ExpressionHost } from '../host/host.ts'
import type { ExpressionLimits } from '../limits/limits.ts'
import type { Scope, ScopeValue } from '../scope/scope.ts'
import type { Value } from '../value/value.ts'

/** The variables of a rendering: a lazy view, or a plain object (read in place, own properties only). */
export type RootScope = Scope | { readonly [name: string]: ScopeValue | undefined }

/**
 * What one rendering gets from outside. Everything is optional; a template that needs what is absent fails with a clear error.
 * For renderings that are repeated (pending signals), `now`, `random` and `uuid` must give the same sequence again.
 */
export interface RenderContext {
  /** Answers functions such as `secret` and `kv`; the engine's own host by default. */
  readonly host?: ExpressionHost
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** A number from 0 (inclusive) to 1 (exclusive), from a source that nobody can guess: `encrypt` makes nonces of it. */
  readonly random?: () => number
  /** A version 7 UUID: 36 lower-case characters with dashes. */
  readonly uuid?: () => string
  /** Renders again until nothing changes (Kestra's `recursive-rendering` switch). Off by default. */
  readonly recursive?: boolean
  /** Told every secret that the template read, so that the caller can mask it. */
  readonly onSecret?: (secret: string) => void
}

/** Which texts are false. `task`: trimmed, empty, `0`, `-0`, `false` (If, runIf, ...). `trigger`: trimmed, empty, `false`. */
export type ConditionRule = 'task' | 'trigger'

/** A template that was read without an error. Its methods are those of the engine, without looking the source up again. */
export interface Template {
  readonly source: string
  render(scope: RootScope, context?: RenderContext): string
  renderTyped(scope: RootScope, context?: RenderContext): Value
}

/**
 * The expression language. All methods are synchronous and keep no state but a bounded cache of compiled templates.
 * Rendering methods throw `ExpressionError`, or `PendingSignal` when the host, or a lazy view, does not know an answer yet:
 * find the answer out and call again.
 */
export interface ExpressionEngine {
  /** Reads a template. @throws ExpressionError with `EXPRESSION_SYNTAX`, `EXPRESSION_UNSUPPORTED` or `EXPRESSION_LIMIT` */
  compile(source: string): Template
  /** Renders to text. A text without `{` comes back as it is. */
  render(source: string, scope: RootScope, context?: RenderContext): string
  /** Renders a single expression to its value with its type kept; anything more than one printed part gives a text. */
  renderTyped(source: string, scope: RootScope, context?: RenderContext): Value
  /** Renders every text deep inside lists and maps (keys too; of equal keys the first counts). Texts stay texts. */
  renderDeep(value: Value, scope: RootScope, context?: RenderContext): Value
  /** Renders a condition to text and tells whether it is true. */
  evaluateCondition(source: string, scope: RootScope, context?: RenderContext, rule?: ConditionRule): boolean
  /** What a template uses, without rendering it. Never throws. */
  analyze(source: string): Analysis
}

/** Settings of an engine; each has a default. */
export interface ExpressionEngineOptions {
  /** Parts of the limits to change; the others keep their defaults. */
  readonly limits?: Partial<ExpressionLimits>
  /** Answers questions of renderings whose context names no host. Without one, functions that need it fail. */
  readonly host?: ExpressionHost
  /** IANA zone of dates without one. Default `UTC`. */
  readonly timeZone?: string
  /** Language of names in dates and numbers, such as `en-US` (the default) or `fr`. */
  readonly locale?: string
  /** Monotonic milliseconds for the time limit. Default `performance.now`. */
  readonly stopwatch?: () => number
  /**
   * Whether `<`, `<=`, `>` and `>=` order two texts, as in Kestra 2.0 (the default). Kestra 1.3 refuses them: switch it off to
   * find templates that would fail there.
   */
  readonly ordersTexts?: boolean
}
