import { runExpressionCases } from '@countersign/expression'
import type { ExpressionCase } from './case-file.ts'
import type { CaseRun } from './case-run.ts'

/** Renders recorded templates and prints each that comes out differently, with what was expected and what came. */
export function runExpressions(cases: readonly ExpressionCase[]): CaseRun {
  const templates = new Map(cases.map(({ id, template }) => [id, template]))
  const failed = runExpressionCases(cases).filter(({ passed }) => !passed)
  for (const { id, expected, received } of failed) {
    console.log(`${id}: ${JSON.stringify(templates.get(id))}\n    expected  ${expected}\n    received  ${received}`)
  }
  return { different: new Set(failed.map(({ id }) => id)), run: new Set(cases.map(({ id }) => id)) }
}
