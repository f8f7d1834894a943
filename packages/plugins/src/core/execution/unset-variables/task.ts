import { defineInlineTask, p, TaskFailure } from '@countersign/plugin-sdk'

/** Removes variables of the running execution (engine.md 5.2). */
export const unsetVariables = defineInlineTask({
  type: 'io.kestra.plugin.core.execution.UnsetVariables',
  title: 'Remove variables',
  description: 'Removes variables of the running execution.',
  inExecutor: true,
  properties: {
    variables: p.list(p.string()).mandatory(),
    ignoreMissing: p.boolean().default(false).describe('True: a variable that does not exist is no failure.'),
  },
  run(input, context) {
    const missing = input.variables.filter((name) => !Object.hasOwn(context.variables ?? {}, name))
    if (!input.ignoreMissing && missing.length > 0) {
      throw TaskFailure.fatal(
        `These variables do not exist: ${missing.join(', ')}. Set \`ignoreMissing: true\` to go on.`,
      )
    }
    return { variables: { unset: input.variables } }
  },
})
