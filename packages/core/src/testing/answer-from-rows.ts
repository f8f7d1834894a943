import type { HostAnswer, HostQuestion } from '@countersign/expression'
import type { Value } from '../json/value.ts'
import { type ExecutionRows, outputsByTask, taskRunsInOrder } from './execution-rows.ts'

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

function known(value: Value): HostAnswer {
  return { ok: true, value }
}
