import { defineTask, p, type Rendered, type TaskContext, TaskFailure, type Value } from '@countersign/plugin-sdk'
import { type Item, readItems, variablesOf } from '../items.ts'

const properties = {
  from: p.string().mandatory().describe('Address of a file with one record, Ion or JSON, on each line.'),
  filterCondition: p
    .template()
    .mandatory()
    .describe('An expression of true or false; the members of a record are its variables.'),
  filterType: p
    .enum(['INCLUDE', 'EXCLUDE'])
    .default('INCLUDE')
    .describe('Whether records that fit are kept or dropped.'),
  errorOrNullBehavior: p
    .enum(['FAIL', 'INCLUDE', 'EXCLUDE'])
    .default('FAIL')
    .describe('What to do with a record for which the condition fails, or gives null.'),
}

/** Keeps the records of a file that fit (engine.md 5.7). */
export const filterItems = defineTask({
  type: 'io.kestra.plugin.core.storage.FilterItems',
  aliases: ['io.kestra.core.tasks.storages.FilterItems'],
  title: 'Filter records',
  description: 'Stores the records of a file that a condition keeps.',
  properties,
  async run(context, input) {
    const counts = { processed: 0, dropped: 0 }
    const uri = await context.files.write('filtered.ion', kept(context, input, counts))
    context.metric('processed', 'counter', counts.processed)
    context.metric('dropped', 'counter', counts.dropped)
    return { outputs: { uri, processedItemsTotal: counts.processed, droppedItemsTotal: counts.dropped } }
  },
})

async function* kept(
  context: TaskContext,
  input: Rendered<typeof properties>,
  counts: { processed: number; dropped: number },
): AsyncGenerator<Uint8Array> {
  for await (const item of readItems(context, input.from)) {
    context.signal.throwIfAborted()
    counts.processed += 1
    if (await isKept(context, input, item)) yield Buffer.from(item.text)
    else counts.dropped += 1
  }
}

async function isKept(context: TaskContext, input: Rendered<typeof properties>, item: Item): Promise<boolean> {
  const { filterCondition, filterType, errorOrNullBehavior } = input
  const fits = await evaluate(context, filterCondition, item)
  if (fits.known !== null) return fits.known === (filterType === 'INCLUDE')
  if (errorOrNullBehavior === 'FAIL') {
    throw TaskFailure.fatal(`\`filterCondition\` ${fits.problem} for the record ${item.text.trim().slice(0, 200)}`)
  }
  return errorOrNullBehavior === 'INCLUDE'
}

interface Verdict {
  /** Null when the condition gave neither true nor false. */
  readonly known: boolean | null
  readonly problem: string
}

async function evaluate({ render, signal }: TaskContext, condition: string, item: Item): Promise<Verdict> {
  try {
    const value = await render(condition, variablesOf(item))
    return { known: truth(value), problem: `gives \`${String(value)}\`, which is neither true nor false,` }
  } catch (error) {
    signal.throwIfAborted()
    return { known: null, problem: `fails (${error instanceof Error ? error.message : String(error)})` }
  }
}

function truth(value: Value): boolean | null {
  if (typeof value === 'boolean') return value
  const word = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return word === 'true' || word === 'false' ? word === 'true' : null
}
