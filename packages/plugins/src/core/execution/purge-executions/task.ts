import { defineTask, p, STATES, TaskFailure } from '@countersign/plugin-sdk'
import { readInstant, readPeriod } from '../read-instant.ts'

/** Deletes old executions (engine.md 5.3). Only those that have ended: Kestra deletes running ones too, and so breaks them. */
export const purgeExecutions = defineTask({
  type: 'io.kestra.plugin.core.execution.PurgeExecutions',
  aliases: ['io.kestra.core.tasks.storages.Purge', 'io.kestra.plugin.core.storage.Purge'],
  title: 'Delete old executions',
  description: 'Deletes executions that have ended, with their task runs, outputs, logs and files.',
  properties: {
    endDate: p.string().mandatory().describe('Executions that ended at or before this instant.'),
    startDate: p.string().describe('Executions created at or after this instant.'),
    namespace: p.string().describe('This namespace and those below it; with `flowId`, this one. Default: all.'),
    flowId: p.string().describe('Only executions of this flow; needs `namespace`.'),
    states: p
      .list(p.enum(STATES).mandatory())
      .describe('Only executions in one of these states. Default: all that have ended.'),
    purgeExecution: p.boolean().default(true).describe('Must be true: logs alone are the work of `PurgeLogs`.'),
    purgeLog: p.boolean().default(true).describe('Logs go with their execution, whatever this says.'),
    purgeMetric: p.boolean().default(true).describe('Measurements go with their execution, whatever this says.'),
    purgeStorage: p.boolean().default(true).describe('Files go with their execution, whatever this says.'),
    batchSize: p.int().describe('Taken and not used: the engine deletes in steps of its own.'),
  },
  async run(context, input) {
    const { namespace, flowId, states, purgeExecution } = input
    if (!purgeExecution) {
      const text =
        '`purgeExecution: false` deletes no execution; use `io.kestra.plugin.core.log.PurgeLogs` for logs alone.'
      throw TaskFailure.fatal(text, { code: 'PROPERTY_INVALID' })
    }
    if (flowId !== undefined && namespace === undefined) {
      throw TaskFailure.fatal('`flowId` needs `namespace`.', { code: 'PROPERTY_INVALID' })
    }
    const { executions, logs } = await context.engine.purgeExecutions({
      ...readPeriod(input),
      to: readInstant('endDate', input.endDate),
      ...(namespace === undefined ? {} : { namespace }),
      ...(flowId === undefined ? {} : { flowId }),
      ...(states === undefined ? {} : { states }),
    })
    context.log('INFO', `${executions} executions were deleted, with ${logs} log lines`)
    return { outputs: { executionsCount: executions, logsCount: logs, storagesCount: 0, metricsCount: 0 } }
  },
})
