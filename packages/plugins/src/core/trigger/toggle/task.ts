import { defineTask, p, TaskFailure } from '@countersign/plugin-sdk'

/** Enables or disables a trigger (engine.md 5.3). */
export const toggle = defineTask({
  type: 'io.kestra.plugin.core.trigger.Toggle',
  aliases: ['io.kestra.core.tasks.trigger.Toggle'],
  title: 'Enable or disable a trigger',
  description:
    'Enables or disables a trigger of this flow, or of another one. Only triggers that are looked at by time can be: schedules and polling triggers.',
  properties: {
    namespace: p.string().describe('Namespace of the flow; that of this flow when left out.'),
    flowId: p.string().describe('Id of the flow; this one when left out.'),
    trigger: p.string().mandatory().describe('Id of the trigger.'),
    enabled: p.boolean().default(false),
  },
  async run(context, input) {
    const { triggers } = context.services
    if (triggers === undefined) throw TaskFailure.fatal('This server has no triggers.', { code: 'TRIGGERS_MISSING' })
    const { namespace = context.facts.namespace, flowId = context.facts.flowId, trigger: triggerId, enabled } = input
    await triggers.setDisabled(context.facts, { namespace, flowId, triggerId }, !enabled)
    context.log('INFO', `Trigger ${namespace}.${flowId}.${triggerId} is ${enabled ? 'enabled' : 'disabled'}`)
    return {}
  },
})
