import { toExpressionError } from '../engine/to-expression-error.ts'
import { ExpressionError } from '../errors/expression-error.ts'
import type { ExpressionLimits } from '../limits/limits.ts'
import type { ParsedTemplate } from '../syntax/ast.ts'
import { parseTemplate } from '../syntax/template-parser.ts'
import { TAGS } from '../tags/registry.ts'
import type { Analysis } from './analysis.ts'
import { collectUses } from './collect-uses.ts'

const NOTHING: Analysis = {
  errors: [],
  variables: [],
  functions: [],
  filters: [],
  tests: [],
  secrets: [],
  kv: [],
  taskOutputs: [],
}

/** What a template uses. A template that cannot be read uses nothing, and the error says why. */
export function analyzeSource(source: string, limits: ExpressionLimits): Analysis {
  if (!source.includes('{')) return NOTHING
  let template: ParsedTemplate
  try {
    template = parseTemplate(source, TAGS, limits)
  } catch (error) {
    const expressionError = toExpressionError(error, source, 0)
    if (expressionError instanceof ExpressionError) return { ...NOTHING, errors: [expressionError] }
    throw error
  }
  return collectUses(template)
}
