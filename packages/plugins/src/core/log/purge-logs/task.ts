import { defineTask, p, TaskFailure } from '@countersign/plugin-sdk'
import { readInstant, readPeriod } from '../../execution/read-instant.ts'

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const

/** Deletes old log lines; the executions stay. */
export const purgeLogs = defineTask({
  type: 'io.kestra.plugin.core.log.PurgeLogs',
  title: 'Delete old log lines',
  description: 'Deletes log lines of a period and leaves the executions that wrote them.',
  properties: {
    endDate: p.string().mandatory().describe('Lines written at or before this instant.'),
    startDate: p.string().describe('Lines written at or after this instant.'),
    namespace: p.string().describe('This namespace and those below it; with `flowId`, this one. Default: all.'),
    flowId: p.string().describe('Only lines of this flow; needs `namespace`.'),
    logLevels: p.list(p.enum(LEVELS).mandatory()).describe('Only lines of these levels. Default: all.'),
  },
  async run(context, input) {
    const { namespace, flowId, logLevels } = input
    if (flowId !== undefined && namespace === undefined) {
      throw TaskFailure.fatal('`flowId` needs `namespace`.', { code: 'PROPERTY_INVALID' })
    }
    const count = await context.engine.purgeLogs({
      ...readPeriod(input),
      to: readInstant('endDate', input.endDate),
      ...(namespace === undefined ? {} : { namespace }),
      ...(flowId === undefined ? {} : { flowId }),
      ...(logLevels === undefined ? {} : { levels: logLevels }),
    })
    return { outputs: { count } }
  },
})
