import { defineTask, LOG_LEVELS, p, type StoredLog, stringifyIon, TaskFailure } from '@countersign/plugin-sdk'

/** Stores log lines as a file (engine.md 5.1). */
export const fetchLogs = defineTask({
  type: 'io.kestra.plugin.core.log.Fetch',
  aliases: ['io.kestra.core.tasks.log.Fetch'],
  title: 'Store a log as a file',
  description: 'Stores the log lines of an execution as a file of records, one Ion struct on each line.',
  properties: {
    executionId: p.string().describe('Default: the running execution.'),
    namespace: p.string().describe('Of that execution; only together with flowId and executionId.'),
    flowId: p.string().describe('Of that execution; only together with namespace and executionId.'),
    tasksId: p.list(p.string()).describe('Ids of the tasks whose lines are wanted. Default: all.'),
    level: p.enum(LOG_LEVELS).default('INFO').describe('Lines of this level and above.'),
  },
  async run(context, { executionId, namespace, flowId, tasksId, level }) {
    if (
      (namespace === undefined) !== (flowId === undefined) ||
      (namespace !== undefined && executionId === undefined)
    ) {
      throw TaskFailure.fatal('Set `namespace` and `flowId` together, and only with `executionId`.')
    }
    const counted = { lines: 0 }
    const lines = context.executionLogs.read({
      executionId: executionId ?? context.facts.executionId,
      levels: LOG_LEVELS.slice(LOG_LEVELS.indexOf(level)),
      ...(tasksId === undefined ? {} : { taskIds: tasksId }),
    })
    const uri = await context.files.write('logs.ion', records(lines, counted))
    return { outputs: { uri, size: counted.lines } }
  },
})

async function* records(lines: AsyncIterable<StoredLog>, counted: { lines: number }): AsyncGenerator<Uint8Array> {
  for await (const line of lines) {
    counted.lines += 1
    yield Buffer.from(`${stringifyIon(recordOf(line))}\n`)
  }
}

function recordOf(line: StoredLog) {
  return {
    namespace: line.namespace,
    flowId: line.flowId,
    ...(line.taskId === null ? {} : { taskId: line.taskId }),
    executionId: line.executionId,
    ...(line.taskRunId === null ? {} : { taskRunId: line.taskRunId }),
    ...(line.attempt === null ? {} : { attemptNumber: line.attempt }),
    timestamp: new Date(line.at).toISOString(),
    level: line.level,
    message: line.message,
  }
}
