// Recorded cases

// The engine
export type {
  Analysis,
  AnalysisRange,
  KeyUse,
  NameUse,
  TaskOutputUse,
  VariableUse,
} from './analysis/analysis.ts'
export type { CaseFixtures, ExpressionCase, ExpressionCaseResult } from './conformance/expression-case.ts'
export { runExpressionCases } from './conformance/run-expression-cases.ts'
export { createExpressionEngine } from './engine/create-expression-engine.ts'
export type {
  ConditionRule,
  ExpressionEngine,
  ExpressionEngineOptions,
  RenderContext,
  RootScope,
  Template,
} from './engine/expression-engine.ts'
// Errors and limits
export {
  ExpressionError,
  type ExpressionErrorCode,
  isExpressionError,
  type SourcePosition,
} from './errors/expression-error.ts'
// The world outside
export {
  askHost,
  type ExpressionHost,
  type HostAnswer,
  type HostFunction,
  type HostQuestion,
} from './host/host.ts'
export { isPendingSignal, PendingSignal, questionKey } from './host/pending-signal.ts'
export { parseIon, stringifyIon } from './ion/ion-values.ts'
export { JsonSyntaxError } from './json/json-syntax-error.ts'
// JSON without loss
export { parseJson } from './json/parse-json.ts'
export { stringifyJson } from './json/stringify-json.ts'
export { DEFAULT_LIMITS, type ExpressionLimits } from './limits/limits.ts'
// Typed properties
export { convertProperty, type PropertyType, PropertyTypeError } from './properties/convert-property.ts'
// Regular expressions of Java's, bounded
export { compileTextPattern, type TextPattern, type TextPatternResult } from './regex/text-pattern.ts'
// Values and variables
export { createScope, Scope, type ScopeSource, type ScopeValue } from './scope/scope.ts'
export { Decimal, type DecimalKind } from './value/decimal.ts'
export type { Value, ValueMap } from './value/value.ts'
