import { answerOf } from './ask.ts'
import type { TemplateFunction } from './function.ts'

/**
 * The log entries of level ERROR that the execution has so far.
 *
 * @result list of maps with `taskId`, `taskRunId`, `attemptNumber`, `timestamp`, `level`, `message`
 * @error EXPRESSION_HOST logs cannot be read here
 * @example {{ errorLogs()[0].taskId }} → fails
 */
export const errorLogs: TemplateFunction = {
  name: 'errorLogs',
  parameters: [],
  apply: (_, run) => answerOf(run, 'errorLogs', []),
}
