import type { CompiledTemplate } from '../compile/compiled-template.ts'
import { ExpressionError, shortened } from '../errors/expression-error.ts'
import { Fault } from '../errors/fault.ts'
import type { ExpressionHost } from '../host/host.ts'
import { createJqCompiler } from '../jq/compile-jq.ts'
import type { ExpressionLimits } from '../limits/limits.ts'
import { compilePattern } from '../regex/compile-pattern.ts'
import { Budget } from '../runtime/budget.ts'
import { Run } from '../runtime/run.ts'
import type { Services } from '../runtime/services.ts'
import { visibleScope } from '../runtime/visible-scope.ts'
import { unwrapRaw } from '../text/raw-blocks.ts'
import { toValue } from '../value/to-value.ts'
import type { Value } from '../value/value.ts'
import type { RenderContext, RootScope } from './expression-engine.ts'
import { remembered } from './template-cache.ts'
import { toExpressionError } from './to-expression-error.ts'

/** Passes of recursive rendering after which it counts as endless. */
const MAX_PASSES = 100
/** Regular expressions, and jq programs, that are remembered. */
const MAX_PATTERNS = 500

/** What a renderer needs of its engine. */
export interface RendererOptions {
  readonly compile: (source: string) => CompiledTemplate
  readonly limits: ExpressionLimits
  readonly host: ExpressionHost | null
  readonly timeZone: string
  readonly locale: string
  readonly ordersTexts: boolean
  readonly stopwatch: () => number
}

/** Runs compiled templates. */
export class Renderer {
  readonly #compile: (source: string) => CompiledTemplate
  readonly #services: Services

  constructor({ compile, ...services }: RendererOptions) {
    this.#compile = compile
    this.#services = {
      ...services,
      pattern: remembered(MAX_PATTERNS, compilePattern),
      jq: remembered(MAX_PATTERNS, createJqCompiler()),
      renderInside: (run, source, recursive) => this.#renderInside(run, source, recursive),
    }
  }

  /** A budget for renderings that belong together; one that stands alone makes its own when it needs it. */
  budget(): Budget {
    return new Budget(this.#services.limits, this.#services.stopwatch)
  }

  text(template: CompiledTemplate, scope: RootScope, context: RenderContext, budget: Budget | null = null): string {
    if (context.recursive === true) return this.#recursive(template.source, scope, context, budget ?? this.budget())
    const run = new Run(template, this.#services, context, scope, false, budget)
    const text = runToText(run)
    return run.mayHoldTags ? unwrapRaw(text) : text
  }

  typed(template: CompiledTemplate, scope: RootScope, context: RenderContext): Value {
    if (context.recursive === true) return this.#recursive(template.source, scope, context, this.budget())
    const run = new Run(template, this.#services, context, scope, true, null)
    try {
      const value = toValue(run.typedResult(template.body(run)), run.budget)
      return typeof value === 'string' ? unwrapRaw(value) : value
    } catch (error) {
      throw toExpressionError(error, template.source, run.at)
    }
  }

  #recursive(source: string, scope: RootScope, context: RenderContext, budget: Budget): string {
    return unwrapRaw(untilStable(source, (text) => this.#pass(text, scope, context, budget)))
  }

  /** One pass of a rendering that shares a budget with others. A text without an opening brace needs none. */
  #pass(source: string, scope: RootScope, context: RenderContext, budget: Budget): string {
    if (!source.includes('{')) return source
    return runToText(new Run(this.#compile(source), this.#services, context, scope, false, budget))
  }

  /** A rendering that a function of another one asked for: same budget, everything that is visible there. */
  #renderInside(outer: Run, source: string, recursive: boolean): string {
    if (!source.includes('{')) return source
    const scope = visibleScope(outer)
    const render = (text: string): string => this.#pass(text, scope, outer.context, outer.budget)
    return outer.call(() => {
      try {
        return recursive ? untilStable(source, render) : render(source)
      } catch (error) {
        throw error instanceof ExpressionError ? innerFault(error) : error
      }
    })
  }
}

function runToText(run: Run): string {
  const { template } = run
  try {
    return run.checked(template.body(run))
  } catch (error) {
    throw toExpressionError(error, template.source, run.at)
  }
}

function untilStable(source: string, render: (text: string) => string): string {
  let text = source
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const next = render(text)
    if (next === text) return text
    text = next
  }
  const reason = `The text still changes after it was rendered ${MAX_PASSES} times`
  throw new ExpressionError({ code: 'EXPRESSION_LIMIT', reason, source, offset: 0 })
}

/** What went wrong in an inner rendering, for the outer one: with both places, and no longer for `??` to catch. */
function innerFault({ code, reason, source, line, column, hint, missing, near }: ExpressionError): Fault {
  const place = `in the text \`${shortened(source)}\` at line ${line}, column ${column}`
  const details = { missing: missing ?? undefined, near, hint: hint ?? undefined }
  return new Fault(code, `A rendered text failed: ${reason} ${place}; it is rendered`, details)
}
