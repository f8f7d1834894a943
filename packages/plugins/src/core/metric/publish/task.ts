import { defineTask, type MetricType, PropertyError, p } from '@countersign/plugin-sdk'

const metric = p.object({
  type: p.enum(['counter', 'timer', 'gauge']).mandatory(),
  name: p.string().mandatory(),
  value: p.string().mandatory().describe('A number; of a timer a duration such as PT5S, or a number of seconds.'),
  description: p.string().describe('Accepted.'),
  tags: p.map(p.string()),
})

/** Records measurements of the task run. */
export const publishMetrics = defineTask({
  type: 'io.kestra.plugin.core.metric.Publish',
  title: 'Record measurements',
  description: 'Records counters, timers and gauges, which are kept with the execution.',
  properties: { metrics: p.list(metric).mandatory().describe('The measurements.') },
  async run(context, { metrics }) {
    const read = metrics.map((one, index) => ({
      ...one,
      amount: amountOf(one.type, one.value, `metrics[${index}].value`),
    }))
    for (const { type, name, amount, tags = {} } of read) context.metric(name, type, amount, tags)
    return {}
  },
})

const AS_IT_IS = { text: (text: string) => text, typed: (text: string) => text }
const DURATION = p.duration().mandatory()
const NUMBER = p.decimal().mandatory()

/** @throws PropertyError when the value does not fit the type */
function amountOf(type: MetricType, value: string, path: string): number {
  if (value.trim() === '') throw new PropertyError(`Property \`${path}\` is empty; give it a number.`)
  return (type === 'timer' ? DURATION : NUMBER).render(value, AS_IT_IS, path)
}
