import { defineTask, isMap, p, type ValueMap } from '@countersign/plugin-sdk'
import { mergeDeep } from '../../merge-deep.ts'
import { stateKey, stateProperties } from '../state-key.ts'

/** Adds to a state (engine.md 5.6). Adding the same twice, as after a crash, changes nothing. */
export const stateSet = defineTask({
  type: 'io.kestra.plugin.core.state.Set',
  aliases: ['io.kestra.core.tasks.states.Set'],
  title: 'Keep a state',
  description:
    'Keeps values for later executions. Maps are merged at every depth with what is there. New flows use `kv.Set`.',
  properties: {
    ...stateProperties,
    data: p.map(p.any()).describe('Values to add.'),
  },
  async run(context, input) {
    const key = stateKey(input, context)
    const added: ValueMap = input.data ?? {}
    const merged = await context.kv.update(key, (before) => mergeDeep(isMap(before) ? before : {}, added))
    return { outputs: { count: isMap(merged) ? Object.keys(merged).length : 0, key } }
  },
})
