import { existsSync, readFileSync } from 'node:fs'

/** How a step went. A step that is not made of tests counts as one. */
export type Outcome = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** The outcome of a program that either succeeds or fails. */
export function outcomeOfExit(exitCode: number): Outcome {
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 }
}

/** The part of Vitest's JSON report that is counted. */
type VitestReport = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests?: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/**
 * Counts a Vitest run. A file that could not be loaded counts as one failure, and so does a run that failed without any
 * failing test (an error outside of tests, or no report at all) or that ran no test: nothing of that may be counted as fine.
 *
 * @param reportFile where Vitest wrote its JSON report; it may be missing.
 */
export function outcomeOfVitest(reportFile: string, exitCode: number): Outcome {
  if (!existsSync(reportFile)) return outcomeOfExit(exitCode === 0 ? 1 : exitCode)
  const report: VitestReport = JSON.parse(readFileSync(reportFile, 'utf8'))
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const failed = report.numFailedTests + brokenFiles
  const nothingRan = report.numPassedTests + failed === 0
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && (exitCode !== 0 || nothingRan) ? 1 : failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/** The line that tells people and machines how the whole run went. */
export function closingLine(outcomes: readonly Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0)
  const skipped = sum((outcome) => outcome.skipped)
  const line = `${sum((outcome) => outcome.passed)} passed, ${sum((outcome) => outcome.failed)} failed`
  return skipped === 0 ? line : `${line}, ${skipped} skipped`
}
