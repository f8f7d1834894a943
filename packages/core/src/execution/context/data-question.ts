import { type HostAnswer, PendingSignal, questionKey } from '@countersign/expression'
import { AppError } from '../../errors/app-error.ts'
import type { Value } from '../../json/value.ts'

/**
 * What a rendering may ask of the execution itself, beside the host functions of the expression language:
 *
 * | kind | arguments | answer |
 * | --- | --- | --- |
 * | `outputs` | task id | list of `{taskRunId, path: [values], outputs: {}}`, in sequence order |
 * | `outputTasks` | (none) | ids of the tasks with outputs |
 * | `taskStates` | (none) | map of task id to the state of its newest task run |
 * | `rounds` | task id, iteration key | number of the newest round in which this gate was asked, 0 when it never was |
 * | `outputsAt` | task id, values of the loops around | the outputs in that iteration, null when there are none |
 * | `taskStateAt` | task id, value of its loop | the state of the newest task run of the task with that value, or null |
 * | `taskValues` | task id | the values of the loop that task runs of the task have, each once |
 * | `loopValues` | task run id, number of a chunk | that chunk of the values of a loop |
 * | `taskRunsBelow` | task run id | list of `{id, taskId, sequence}` of all task runs inside of a container |
 * | `fileLines` | address of a stored file | its lines, without their ends |
 * | `unseal` | an encrypted text | the clear text; whoever answers learns it for masking |
 * | `attempts` | (none) | list of the states of the attempts of each task run |
 * | `remember` | any value | the same value: kept for the attempt, so that a repeated rendering sees it again |
 */
export type DataQuestion =
  | 'outputs'
  | 'outputsAt'
  | 'outputTasks'
  | 'taskStates'
  | 'taskStateAt'
  | 'taskValues'
  | 'rounds'
  | 'loopValues'
  | 'taskRunsBelow'
  | 'attempts'
  | 'fileLines'
  | 'unseal'

/** Under which key the instant of an attempt's first rendering is remembered. */
export function rememberedNowKey(taskRunId: string | null): string {
  return `remember:now:${taskRunId ?? 'execution'}`
}

/**
 * Looks an answer up, or ends the rendering with a pending signal until the engine has found it.
 * @throws PendingSignal; AppError when the engine could not find it.
 */
export function askData(answers: ReadonlyMap<string, HostAnswer>, kind: DataQuestion, args: readonly Value[]): Value {
  const key = questionKey(kind, args)
  const answer = answers.get(key)
  if (answer === undefined) throw new PendingSignal({ kind, args, key })
  if (!answer.ok) throw new AppError('EXPRESSION_FAILED', answer.message)
  return answer.value
}
