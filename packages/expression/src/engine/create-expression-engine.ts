import type { Analysis } from '../analysis/analysis.ts'
import { analyzeSource } from '../analysis/analyze-source.ts'
import { compileTemplate } from '../compile/compile-template.ts'
import type { CompiledTemplate } from '../compile/compiled-template.ts'
import { DEFAULT_LIMITS, type ExpressionLimits } from '../limits/limits.ts'
import type { Budget } from '../runtime/budget.ts'
import { parseTemplate } from '../syntax/template-parser.ts'
import { TAGS } from '../tags/registry.ts'
import type { Value } from '../value/value.ts'
import { VOCABULARY } from '../vocabulary.ts'
import { isTrueCondition } from './condition.ts'
import type {
  ExpressionEngine,
  ExpressionEngineOptions,
  RenderContext,
  RootScope,
  Template,
} from './expression-engine.ts'
import { renderDeep } from './render-deep.ts'
import { Renderer } from './renderer.ts'
import { TemplateCache } from './template-cache.ts'
import { toExpressionError } from './to-expression-error.ts'

const NO_CONTEXT: RenderContext = {}

/**
 * Makes an engine. It holds no resources besides a bounded cache of compiled templates.
 *
 * @example
 * const engine = createExpressionEngine()
 * engine.render('Hello {{ inputs.name | upper }}', { inputs: { name: 'Ada' } }) // Hello ADA
 */
export function createExpressionEngine(options: ExpressionEngineOptions = {}): ExpressionEngine {
  const limits: ExpressionLimits = { ...DEFAULT_LIMITS, ...options.limits }
  const compile = createCompiler(limits)
  const renderer = new Renderer({
    compile,
    limits,
    host: options.host ?? null,
    timeZone: options.timeZone ?? 'UTC',
    locale: options.locale ?? 'en-US',
    ordersTexts: options.ordersTexts ?? true,
    stopwatch: options.stopwatch ?? (() => performance.now()),
  })
  const text = (source: string, scope: RootScope, context: RenderContext, budget: Budget | null = null): string =>
    source.includes('{') ? renderer.text(compile(source), scope, context, budget) : source
  return {
    compile: (source) => toTemplate(compile(source), renderer),
    render: (source, scope, context = NO_CONTEXT) => text(source, scope, context),
    renderTyped: (source, scope, context = NO_CONTEXT) =>
      source.includes('{') ? renderer.typed(compile(source), scope, context) : source,
    renderDeep(value: Value, scope, context = NO_CONTEXT): Value {
      const budget = renderer.budget()
      return renderDeep(value, (source) => text(source, scope, context, budget))
    },
    evaluateCondition: (source, scope, context = NO_CONTEXT, rule = 'task') =>
      isTrueCondition(text(source, scope, context), rule),
    analyze: (source): Analysis => analyzeSource(source, limits),
  }
}

function toTemplate(compiled: CompiledTemplate, renderer: Renderer): Template {
  return {
    source: compiled.source,
    render: (scope, context = NO_CONTEXT) => renderer.text(compiled, scope, context),
    renderTyped: (scope, context = NO_CONTEXT) => renderer.typed(compiled, scope, context),
  }
}

/** Compiles templates, and remembers those that were used last. */
function createCompiler(limits: ExpressionLimits): (source: string) => CompiledTemplate {
  const cache = new TemplateCache<CompiledTemplate>(limits.cachedTemplates)
  return (source) => {
    const known = cache.get(source)
    if (known !== undefined) return known
    try {
      const template = compileTemplate(parseTemplate(source, TAGS, limits), VOCABULARY)
      cache.set(source, template)
      return template
    } catch (error) {
      throw toExpressionError(error, source, 0)
    }
  }
}
