import { defineTask, FOR_EACH_ITEM_PARTS, stringifyIon, type ValueMap } from '@countersign/plugin-sdk'

/** Writes the outputs of all executions into one file, an ION value a line; none when no flow gave any (observed: fei-empty). */
export const mergeOutputs = defineTask({
  type: FOR_EACH_ITEM_PARTS.merge.type,
  internal: true,
  title: 'Gather the outputs',
  description: 'The part of a ForEachItem that gathers the outputs of its executions.',
  properties: {},
  async run(context) {
    const outputs = context.batchOutputs()[Symbol.asyncIterator]()
    const first = await outputs.next()
    if (first.done === true) return {}
    const uri = await context.files.write('outputs.ion', lines(first.value, outputs))
    return { outputs: { subflowOutputs: uri } }
  },
})

async function* lines(first: ValueMap, rest: AsyncIterator<ValueMap>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${stringifyIon(first)}\n`)
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
    yield Buffer.from(`${stringifyIon(next.value)}\n`)
  }
}
