import type { ExpressionHost } from '../host/host.ts'
import type { JqProgram } from '../jq/compile-jq.ts'
import type { ExpressionLimits } from '../limits/limits.ts'
import type { Pattern } from '../regex/compile-pattern.ts'
import type { Run } from './run.ts'

/** What an engine gives to all of its renderings. */
export interface Services {
  readonly limits: ExpressionLimits
  readonly host: ExpressionHost | null
  readonly timeZone: string
  readonly locale: string
  /** Monotonic milliseconds. */
  readonly stopwatch: () => number
  /** True when `<` and its like may compare texts (Kestra 2.0). */
  readonly ordersTexts: boolean
  /** Reads a regular expression, or remembers it. Throws a `Fault`. */
  pattern(source: string): Pattern
  /** Reads a jq program, or remembers it. Throws a `Fault`. */
  jq(source: string): JqProgram
  /** Renders a text with all that is visible in `run`, once or until nothing changes. Throws a `Fault` that tells both places. */
  renderInside(run: Run, source: string, recursive: boolean): string
}
