import type { HostAnswer, HostQuestion } from '@countersign/expression'
import type { Value, ValueMap } from '../json/value.ts'
import { isList } from '../task/properties/value-text.ts'
import { type ExecutionRows, outputsByTask, outputsOfIteration, taskRunsInOrder } from './execution-rows.ts'

/**
 * Answers a question as the engine would: what is about the execution from its rows, what is about the world outside from
 * `given`, by `kind(texts among the arguments)` such as `kv(company.team, limit)`. What is not given does not exist.
 */
export function answerFromRows(
  { kind, args }: HostQuestion,
  rows: ExecutionRows,
  given: Readonly<Record<string, Value>>,
): HostAnswer {
  switch (kind) {
    case 'outputs':
      return known(
        (outputsByTask(rows).get(String(args[0])) ?? []).map(({ taskRunId, path, outputs }) => ({
          taskRunId,
          path,
          outputs,
        })),
      )
    case 'outputsAt': {
      const [taskId, path] = args
      return known(
        outputsOfIteration(rows, String(taskId), isList(path ?? null) ? (path as string[]) : [])?.outputs ?? null,
      )
    }
    case 'taskStateAt': {
      const run = taskRunsInOrder(rows).findLast((one) => one.taskId === args[0] && one.value === args[1])
      return known(run?.state ?? null)
    }
    case 'taskValues': {
      const runs = taskRunsInOrder(rows).filter((run) => run.taskId === args[0])
      return known([...new Set(runs.flatMap((run) => (run.value === null ? [] : [run.value])))])
    }
    case 'loopValues':
      return known(rows.loopValues.find((row) => row.taskRunId === args[0] && row.chunk === args[1])?.values ?? [])
    case 'taskRunsBelow':
      return known(taskRunsBelow(rows, String(args[0])))
    case 'attempts':
      return known(taskRunsInOrder(rows).map((run) => run.attempts.map((attempt) => attempt.state)))
    case 'outputTasks':
      return known([...outputsByTask(rows).keys()])
    case 'taskStates':
      return known(Object.fromEntries(taskRunsInOrder(rows).map((run) => [run.taskId, run.state])))
    case 'rounds': {
      const [taskId, iterationKey] = args
      const asked = [...rows.requests.values()].filter(
        (request) => request.taskId === taskId && request.iterationKey === iterationKey,
      )
      return known(Math.max(0, ...asked.map((request) => request.round)))
    }
    case 'remember':
      return known(args[0] ?? null)
    default: {
      const name = `${kind}(${args.filter((arg) => typeof arg === 'string').join(', ')})`
      const value = given[name]
      return value === undefined ? { ok: false, message: `There is no ${name}`, absent: true } : known(value)
    }
  }
}

function taskRunsBelow(rows: ExecutionRows, id: string): readonly ValueMap[] {
  return taskRunsInOrder(rows)
    .filter((run) => run.parentId === id)
    .flatMap((run) => [{ id: run.id, taskId: run.taskId, sequence: run.sequence }, ...taskRunsBelow(rows, run.id)])
}

function known(value: Value): HostAnswer {
  return { ok: true, value }
}
