import { defineTask, LOOP_ITERATION, p, stringifyIon, type Value } from '@countersign/plugin-sdk'

/** Stores the outputs of one iteration of a Loop as a file, when they are not kept with the execution (version-2.md). */
export const storeIteration = defineTask({
  type: `${LOOP_ITERATION}$capture`,
  internal: true,
  title: 'Store the outputs of an iteration',
  description: 'The part of a Loop that stores the outputs of its iterations as files.',
  properties: {
    outputs: p
      .list(
        p.object({
          id: p.string().mandatory().static(),
          type: p.string().static(),
          value: p.json(),
          required: p.boolean().static(),
          displayName: p.string().static(),
          description: p.string().static(),
        }),
      )
      .mandatory()
      .describe('As the Loop declares them.'),
  },
  async run(context, { outputs }) {
    const values = outputs.map(({ id, value }): readonly [string, Value] => [id, value ?? null])
    const uri = await context.files.write('outputs.ion', `${stringifyIon(Object.fromEntries(values))}\n`)
    return { outputs: { uri } }
  },
})
