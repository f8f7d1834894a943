import { createHash } from 'node:crypto'
import { defineTask, p, stringifyIon, type TaskContext } from '@countersign/plugin-sdk'
import { readItems, variablesOf } from '../items.ts'

/** Keeps the last record of each key (engine.md 5.7). */
export const deduplicateItems = defineTask({
  type: 'io.kestra.plugin.core.storage.DeduplicateItems',
  aliases: ['io.kestra.core.tasks.storages.DeduplicateItems'],
  title: 'Drop duplicate records',
  description: 'Stores the records of a file without duplicates: of those with one key the last is kept, in its place.',
  properties: {
    from: p.string().mandatory().describe('Address of a file with one record, Ion or JSON, on each line.'),
    expr: p.template().mandatory().describe('The key of a record; its members are the variables.'),
  },
  async run(context, { from, expr }) {
    const { last, total } = await lastOfEachKey(context, from, expr)
    const uri = await context.files.write('deduplicated.ion', only(context, from, new Set(last.values())))
    const dropped = total - last.size
    context.metric('processed', 'counter', total)
    context.metric('dropped', 'counter', dropped)
    context.metric('keys', 'counter', last.size)
    return { outputs: { uri, numKeys: last.size, processedItemsTotal: total, droppedItemsTotal: dropped } }
  },
})

/** The place of the last record of each key. Keys are kept as digests, so that long ones take no more memory than short ones. */
async function lastOfEachKey(context: TaskContext, from: string, expr: string) {
  const last = new Map<string, number>()
  let total = 0
  for await (const item of readItems(context, from)) {
    context.signal.throwIfAborted()
    const key = stringifyIon(await context.render(expr, variablesOf(item)))
    last.set(createHash('sha256').update(key).digest('base64'), total)
    total += 1
  }
  return { last, total }
}

async function* only(context: TaskContext, from: string, places: ReadonlySet<number>): AsyncGenerator<Uint8Array> {
  let place = 0
  for await (const item of readItems(context, from)) {
    if (places.has(place)) yield Buffer.from(item.text)
    place += 1
  }
}
