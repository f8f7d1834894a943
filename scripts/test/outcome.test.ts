import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { closingLine, outcomeOfExit, outcomeOfVitest } from './outcome.ts'

const directory = mkdtempSync(join(tmpdir(), 'countersign-outcome-'))
afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** What is counted for a report of Vitest with these members. */
function count(report: object, exitCode: number) {
  const file = join(directory, 'report.json')
  writeFileSync(
    file,
    JSON.stringify({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, testResults: [], ...report }),
  )
  return outcomeOfVitest(file, exitCode)
}

test('Tests are counted one by one', () => {
  expect(count({ numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 }, 1)).toEqual({
    passed: 5,
    failed: 2,
    skipped: 2,
  })
})

test('A file that could not be loaded is a failure', () => {
  const broken = { status: 'failed', assertionResults: [] }
  expect(count({ testResults: [broken] }, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 })
})

test('A run that failed without a failing test is a failure', () => {
  expect(count({}, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 })
})

test('A run without a report is a failure, whatever its exit code', () => {
  expect(outcomeOfVitest(join(directory, 'missing.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('A run without a test is a failure', () => {
  expect(count({ numPassedTests: 0, numPendingTests: 2 }, 0)).toEqual({ passed: 0, failed: 1, skipped: 2 })
})

test('The closing line sums everything up and mentions skipped tests only where there are some', () => {
  expect(closingLine([outcomeOfExit(0), { passed: 4, failed: 1, skipped: 0 }])).toBe('5 passed, 1 failed')
  expect(closingLine([outcomeOfExit(1), { passed: 4, failed: 0, skipped: 3 }])).toBe('4 passed, 1 failed, 3 skipped')
})
