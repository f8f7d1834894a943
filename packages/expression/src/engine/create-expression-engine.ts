import type { ExpressionEngine, ExpressionEngineOptions } from './expression-engine.ts'

/** Makes an engine. */
export function createExpressionEngine(_options: ExpressionEngineOptions = {}): ExpressionEngine {
  throw new Error('The expression engine is still being built.')
}
