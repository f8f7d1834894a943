import { defineTask, p } from '@countersign/plugin-sdk'

/**
 * Runs the task that a text describes (engine.md 5.4; observed te-basic, te-flowable). What the text renders to is read as
 * YAML, and the properties of that task are rendered then, as Kestra does.
 */
export const templatedTask = defineTask({
  type: 'io.kestra.plugin.core.templating.TemplatedTask',
  aliases: ['io.kestra.core.tasks.templating.TemplatedTask'],
  title: 'Run a task made from a template',
  description: 'Renders a text, reads it as the YAML of one task, and runs that task in its own place.',
  properties: {
    spec: p
      .string()
      .mandatory()
      .describe('YAML of a task that a worker can run: no flowable one, and none of this type.'),
  },
  run: (context, input) => context.nestedTasks.run(input.spec),
})
