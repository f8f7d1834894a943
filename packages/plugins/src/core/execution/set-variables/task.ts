import { defineInlineTask, p, TaskFailure, type Value } from '@countersign/plugin-sdk'
import { mergeDeep } from '../../merge-deep.ts'

/** Sets variables of the running execution (engine.md 5.2; observed va-*: values are rendered to texts). */
export const setVariables = defineInlineTask({
  type: 'io.kestra.plugin.core.execution.SetVariables',
  title: 'Set variables',
  description: 'Sets variables of the running execution, to be read as `vars.<name>`. Maps are merged at every depth.',
  inExecutor: true,
  properties: {
    variables: p.map(p.any()).mandatory(),
    overwrite: p.boolean().default(true).describe('False: fail when one of the variables exists.'),
  },
  run(input, context) {
    const existing = context.variables ?? {}
    const taken = Object.keys(input.variables).filter((name) => Object.hasOwn(existing, name))
    if (!input.overwrite && taken.length > 0) {
      throw TaskFailure.fatal(
        `These variables exist already: ${taken.join(', ')}. Set \`overwrite: true\` to change them.`,
      )
    }
    const merged = Object.entries(input.variables).map(([name, value]): [string, Value] => [
      name,
      Object.hasOwn(existing, name) ? mergeDeep(existing[name] ?? null, value) : value,
    ])
    return { variables: { set: Object.fromEntries(merged) } }
  },
})
