import type { TaskContext } from '@countersign/plugin-sdk'
import { describe, expect, it } from 'vitest'
import { failedExecution } from '../../testing/execution-summary.ts'
import { durationText } from './duration-text.ts'
import { clip, reportOn } from './execution-report.ts'

/** The parts of a context that a report is made from. */
function contextWith(summary: ReturnType<typeof failedExecution> | undefined, asked: string[] = []): TaskContext {
  const context: Partial<TaskContext> = {
    facts: {
      tenant: 'main',
      namespace: 'company.team',
      flowId: 'watch',
      flowRevision: 1,
      executionId: 'this-one',
      taskId: 'tell',
      taskRunId: 'run',
      attempt: 1,
      value: null,
    },
    executions: {
      async find(id) {
        asked.push(id)
        return summary
      },
    },
  }
  // `reportOn` reads these two members alone.
  return context as TaskContext
}

const nothing = { executionId: undefined, customFields: undefined, customMessage: undefined }

describe('A report about an execution', () => {
  it('is about the execution of the task itself unless another one is named', async () => {
    const asked: string[] = []
    const context = contextWith(failedExecution(), asked)
    await reportOn(context, nothing)
    await reportOn(context, { ...nothing, executionId: ' exec-1 ' })
    expect(asked).toEqual(['this-one', 'exec-1'])
  })

  it('fails for good when there is no such execution', async () => {
    await expect(reportOn(contextWith(undefined), { ...nothing, executionId: 'gone' })).rejects.toMatchObject({
      code: 'EXECUTION_NOT_FOUND',
      retryable: false,
      message: 'There is no execution "gone" to tell about; see `executionId`.',
    })
  })

  it.each([
    [{ state: 'FAILED' }, 'Failed on task update_hr after 1 min 5 s', 'bad'],
    [{ state: 'FAILED', failedTaskId: null }, 'Failed after 1 min 5 s', 'bad'],
    [{ state: 'RUNNING' }, 'Failed on task update_hr after 1 min 5 s', 'warning'],
    [{ state: 'SUCCESS', failedTaskId: 'x' }, 'Succeeded after 1 min 5 s', 'good'],
    [{ state: 'WARNING', failedTaskId: 'x' }, 'Ended with a warning after 1 min 5 s', 'warning'],
    [{ state: 'PAUSED', failedTaskId: null }, 'Waits for an answer after 1 min 5 s', 'warning'],
    [{ state: 'KILLED', failedTaskId: null }, 'Was killed after 1 min 5 s', 'bad'],
    [{ state: 'RUNNING', failedTaskId: null }, 'Is going on after 1 min 5 s', 'warning'],
  ] as const)('says of %j: %s', async (facts, sentence, mood) => {
    const report = await reportOn(contextWith(failedExecution(facts)), nothing)
    expect(report).toMatchObject({ sentence, mood, title: `[company.team] vacation_request ➛ ${facts.state}` })
  })

  it('lists the facts, those of the flow before the task that it ended with', async () => {
    const customFields = { Region: 'EU', Days: 5, Tags: ['a'] }
    const report = await reportOn(contextWith(failedExecution()), { ...nothing, customFields })
    expect(report.facts.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'Namespace=company.team',
      'Flow ID=vacation_request',
      'Execution ID=exec-1',
      'Execution Status=FAILED',
      'Region=EU',
      'Days=5',
      'Tags=["a"]',
      'Final task ID=update_hr',
    ])
    const { facts } = await reportOn(contextWith(failedExecution({ lastTaskId: null })), nothing)
    expect(facts.map(({ name }) => name)).not.toContain('Final task ID')
  })
})

describe('durationText', () => {
  it.each([
    [0, '0 s'],
    [240, '0.2 s'],
    [59_940, '59.9 s'],
    [60_000, '1 min'],
    [65_400, '1 min 5 s'],
    [7_200_000, '2 h'],
    [3 * 86_400_000 + 5 * 3_600_000 + 60_000, '3 d 5 h'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text)
  })
})

describe('clip', () => {
  it('keeps what fits and says that something is missing', () => {
    expect([clip('abcd', 4), clip('abcde', 4)]).toEqual(['abcd', 'abc…'])
  })
})
