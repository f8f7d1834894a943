import {
  coerceOutput,
  defineTask,
  INPUT_TYPES,
  LOOP_ITERATION,
  p,
  stringifyIon,
  TaskFailure,
  type Value,
} from '@countersign/plugin-sdk'

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
          type: p.enum(INPUT_TYPES).default('STRING').static(),
          value: p.any(),
          required: p.boolean().default(true).static(),
          displayName: p.string().static(),
          description: p.string().static(),
        }),
      )
      .mandatory()
      .describe('As the Loop declares them.'),
  },
  async run(context, { outputs }) {
    const values = new Map<string, Value>()
    for (const { id, type, value, required } of outputs) {
      if (type === 'SECRET') {
        throw TaskFailure.fatal(`The output \`${id}\` is a SECRET, which no file may hold; set \`fetchType: FETCH\`.`)
      }
      try {
        values.set(id, coerceOutput({ id, type }, value ?? null))
      } catch (error) {
        if (required) throw error
        const reason = error instanceof Error ? error.message : String(error)
        context.log('WARN', `The optional output \`${id}\` is left out: ${reason}`)
      }
    }
    const uri = await context.files.write('outputs.ion', `${stringifyIon(Object.fromEntries(values))}\n`)
    return { outputs: { uri } }
  },
})
