import type { CompiledTemplate } from '../compile/compiled-template.ts'
import { ExpressionError } from '../errors/expression-error.ts'
import { Fault } from '../errors/fault.ts'
import type { ExpressionHost } from '../host/host.ts'
import { createJqCompiler } from '../jq/compile-jq.ts'
import type { ExpressionLimits } from '../limits/limits.ts'
import { compilePattern } from '../regex/compile-pattern.ts'
import { Budget } from '../runtime/budget.ts'
import { type OutputMode, Run } from '../runtime/run.ts'
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
  readonly #stopwatch: () => number

  constructor(options: RendererOptions) {
    const { compile, stopwatch, ...services } = options
    this.#compile = compile
    this.#stopwatch = stopwatch
    this.#services = {
      ...services,
      pattern: remembered(MAX_PATTERNS, compilePattern),
      jq: remembered(MAX_PATTERNS, createJqCompiler()),
      renderInside: (run, source, recursive) => this.#renderInside(run, source, recursive),
    }
  }

  /** What the renderings of one call share. */
  budget(): Budget {
    return new Budget(this.#services.limits, this.#stopwatch)
  }

  text(source: string, scope: RootScope, context: RenderContext, budget: Budget): string {
    const render = (text: string): string => this.#once(text, scope, context, budget)
    const text = context.recursive === true ? this.#untilStable(source, render) : render(source)
    return budget.sawPercent ? unwrapRaw(text) : text
  }

  typed(source: string, scope: RootScope, context: RenderContext, budget: Budget): Value {
    if (context.recursive === true) return this.text(source, scope, context, budget)
    if (!source.includes('{')) return source
    const run = this.#run(source, scope, context, budget, 'typed')
    try {
      const value = toValue(run.typedResult(), budget)
      return typeof value === 'string' ? unwrapRaw(value) : value
    } catch (error) {
      throw toExpressionError(error, source, run.at)
    }
  }

  /** One pass. A text without an opening brace needs none. */
  #once(source: string, scope: RootScope, context: RenderContext, budget: Budget): string {
    return source.includes('{') ? this.#run(source, scope, context, budget, 'text').result() : source
  }

  #run(source: string, scope: RootScope, context: RenderContext, budget: Budget, mode: OutputMode): Run {
    const run = new Run(this.#compile(source), this.#services, budget, context, scope, mode)
    try {
      run.template.body(run)
      return run
    } catch (error) {
      throw toExpressionError(error, source, run.at)
    }
  }

  /** A rendering that a function of another one asked for: same budget, same depth count, everything that is visible there. */
  #renderInside(outer: Run, source: string, recursive: boolean): string {
    if (!source.includes('{')) return source
    const scope = visibleScope(outer)
    const render = (text: string): string => this.#once(text, scope, outer.context, outer.budget)
    return outer.call(() => {
      try {
        return recursive ? this.#untilStable(source, render) : render(source)
      } catch (error) {
        throw error instanceof ExpressionError ? innerFault(error) : error
      }
    })
  }

  #untilStable(source: string, render: (text: string) => string): string {
    let text = source
    for (let pass = 0; pass < MAX_PASSES; pass += 1) {
      const next = render(text)
      if (next === text) return text
      text = next
    }
    const reason = `The text still changes after it was rendered ${MAX_PASSES} times`
    throw new ExpressionError({ code: 'EXPRESSION_LIMIT', reason, source, offset: 0 })
  }
}

/** What went wrong in an inner rendering, for the outer one: with the inner message, and no longer for `??` to catch. */
function innerFault(error: ExpressionError): Fault {
  const { code, message, missing, near } = error
  return new Fault(code, `A rendered text failed: ${message.replace(/\.$/, '')};`, {
    missing: missing ?? undefined,
    near,
  })
}
