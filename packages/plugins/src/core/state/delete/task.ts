import { defineTask, p, TaskFailure } from '@countersign/plugin-sdk'
import { stateKey, stateProperties } from '../state-key.ts'

/** Removes a state (engine.md 5.6). */
export const stateDelete = defineTask({
  type: 'io.kestra.plugin.core.state.Delete',
  aliases: ['io.kestra.core.tasks.states.Delete'],
  title: 'Delete a state',
  description: 'Removes what was kept with `state.Set`. New flows use `kv.Delete`.',
  properties: {
    ...stateProperties,
    errorOnMissing: p.boolean().default(false).describe('True: fail when there is nothing to delete.'),
  },
  async run(context, input) {
    const deleted = await context.kv.delete(stateKey(input, context))
    if (!deleted && input.errorOnMissing) {
      throw TaskFailure.fatal(`There is no state \`${input.name}\`, and \`errorOnMissing\` is true.`, {
        code: 'STATE_NOT_FOUND',
      })
    }
    return { outputs: { deleted } }
  },
})
