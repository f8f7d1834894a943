import { defineTask, p, STATES, type TaskExecutionCount, TaskFailure, toText } from '@countersign/plugin-sdk'
import { readPeriod } from '../read-instant.ts'

/** Counts executions by flow and keeps the flows that an expression chooses (engine.md 5.3; observed: cn-basic). */
export const count = defineTask({
  type: 'io.kestra.plugin.core.execution.Count',
  aliases: ['io.kestra.core.tasks.executions.Counts'],
  title: 'Count executions',
  description: 'Counts the executions of flows in a period, and gives the flows for which an expression is true.',
  properties: {
    flows: p
      .list(p.object({ namespace: p.string().mandatory(), flowId: p.string().mandatory() }).mandatory())
      .describe('The flows to count. One without an execution counts 0.'),
    namespaces: p
      .list(p.string().mandatory())
      .describe('Namespaces whose flows are counted as far as they have executions.'),
    states: p.list(p.enum(STATES).mandatory()).describe('Only executions in one of these states.'),
    startDate: p.string().describe('Only executions created at or after this instant.'),
    endDate: p.string().describe('Only executions created at or before this instant.'),
    expression: p.template().mandatory().describe('Sees `count`; a flow is kept when it gives `true`.'),
  },
  async run(context, input) {
    const { flows, namespaces, states } = input
    if (flows === undefined && namespaces === undefined) {
      throw TaskFailure.fatal('Say what to count: give `flows`, or `namespaces`.', { code: 'PROPERTY_INVALID' })
    }
    const filter = { ...readPeriod(input), ...(states === undefined ? {} : { states }) }
    const counts: TaskExecutionCount[] = []
    for (const { namespace, flowId } of flows ?? []) {
      const [found] = await context.engine.countExecutions({ ...filter, namespace, flowId })
      counts.push(found ?? { namespace, flowId, count: 0 })
    }
    for (const namespace of namespaces ?? []) {
      const found = await context.engine.countExecutions({ ...filter, namespace })
      counts.push(...found.filter((one) => one.namespace === namespace))
    }
    context.log('TRACE', `${counts.length} flows were counted`)
    const results: TaskExecutionCount[] = []
    for (const one of counts) {
      if (toText(await context.render(input.expression, { count: one.count })) === 'true') results.push(one)
    }
    context.log('DEBUG', `The expression is true for ${results.length} flows`)
    const total = results.reduce((sum, one) => sum + one.count, 0)
    return { outputs: { results: results.map((one) => ({ ...one })), total } }
  },
})
