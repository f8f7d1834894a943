import { defineTask, p } from '@countersign/plugin-sdk'

/**
 * Answers the Pause of an execution (engine.md 5.3; observed: pa-resume-task: nothing is checked or typed). The answer goes through
 * the one door that all answers go through; the audit log names the flow. After a crash the same answer counts once.
 */
export const resume = defineTask({
  type: 'io.kestra.plugin.core.execution.Resume',
  aliases: ['io.kestra.core.tasks.executions.Resume'],
  title: 'Resume a paused execution',
  description: 'Answers the first open request of an execution, in the name of this flow.',
  properties: {
    executionId: p.string().describe('Default: this execution, which makes sense beside the Pause in a Parallel.'),
    namespace: p.string().describe('The execution must be of this namespace.'),
    flowId: p.string().describe('The execution must be of this flow.'),
    inputs: p.map(p.any()).describe('Values of the form, stored as they are; those of SECRET inputs are sealed.'),
  },
  async run(context, { executionId, namespace, flowId, inputs }) {
    await context.engine.resumeExecution({
      inputs: inputs ?? null,
      ...(executionId === undefined ? {} : { executionId }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(flowId === undefined ? {} : { flowId }),
    })
    return {}
  },
})
