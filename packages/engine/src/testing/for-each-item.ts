import { FOR_EACH_ITEM_PARTS, SPLIT_PROPERTIES } from '@countersign/core'
import type { EffectTask } from '@countersign/plugin-sdk'
import type { EngineHarness } from './harness.ts'
import { createScriptedTask } from './scripted-task.ts'

/** The parts of a ForEachItem that a worker runs: the first stores so many batches, the last keeps what it could gather. */
export function createBatchParts(count: number): {
  readonly effects: readonly EffectTask[]
  readonly gathered: readonly unknown[]
} {
  const gathered: unknown[] = []
  const split = createScriptedTask(FOR_EACH_ITEM_PARTS.split.type, SPLIT_PROPERTIES)
  split.answer(async ({ context }) => {
    const uris = Array.from({ length: count }, (_, index) => context.files.write(`bucket-${index}.txt`, `${index}\n`))
    const list = (await Promise.all(uris)).map((uri) => `${uri}\n`).join('')
    return { outputs: { splits: await context.files.write('splits.txt', list) } }
  })
  const merge = createScriptedTask(FOR_EACH_ITEM_PARTS.merge.type, {})
  merge.answer(async ({ context }) => {
    for await (const outputs of context.batchOutputs()) gathered.push(outputs)
    return {}
  })
  return { effects: [split.task, merge.task], gathered }
}

/** All executions that an execution has started, oldest first. */
export async function childrenOf({ storage }: Pick<EngineHarness, 'storage'>, parentExecutionId: string) {
  const page = { page: 1, size: 500, sort: [] }
  const { items } = await storage.executions.search('main', { parentExecutionId }, page)
  return items
}
