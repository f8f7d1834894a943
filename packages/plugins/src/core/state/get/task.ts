import { defineTask, isMap, p, TaskFailure, type ValueMap } from '@countersign/plugin-sdk'
import { stateKey, stateProperties } from '../state-key.ts'

/** Reads a state (engine.md 5.6). */
export const stateGet = defineTask({
  type: 'io.kestra.plugin.core.state.Get',
  aliases: ['io.kestra.core.tasks.states.Get'],
  title: 'Read a state',
  description: 'Reads what earlier executions kept with `state.Set`. New flows use `kv.Get`.',
  properties: {
    ...stateProperties,
    errorOnMissing: p.boolean().default(false).describe('True: fail when nothing was kept yet.'),
  },
  async run(context, input) {
    const entry = await context.kv.get(stateKey(input, context))
    if (entry === null && input.errorOnMissing) {
      throw TaskFailure.fatal(`There is no state \`${input.name}\`, and \`errorOnMissing\` is true.`, {
        code: 'STATE_NOT_FOUND',
      })
    }
    const data: ValueMap = entry !== null && isMap(entry.value) ? entry.value : {}
    return { outputs: { count: Object.keys(data).length, data } }
  },
})
