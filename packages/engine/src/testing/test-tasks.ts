import {
  createTriggerCatalogue,
  FLOWABLE_TYPES,
  type FlowableTaskType,
  type InlineTaskType,
  p,
  TRIGGER_TYPES,
} from '@countersign/core'
import type { Catalogue, EffectTask, PollingTriggerCode } from '@countersign/plugin-sdk'

/** Writes its message to the log. */
const log: InlineTaskType = {
  kind: 'inline',
  type: 'test.Log',
  aliases: [],
  title: 'Write a line',
  description: 'Writes its message to the log.',
  properties: { message: p.string().mandatory() },
  run(input, context) {
    context.log('INFO', String(input.message))
    return {}
  },
}

/** Gives its value as output. */
const output: InlineTaskType = {
  kind: 'inline',
  type: 'test.Return',
  aliases: [],
  title: 'Return a value',
  description: 'Gives what `value` renders to as its output.',
  properties: { value: p.string().mandatory() },
  run: (input) => ({ outputs: { value: String(input.value) } }),
}

/** Fails, always. */
const fail: InlineTaskType = {
  kind: 'inline',
  type: 'test.Fail',
  aliases: [],
  title: 'Fail',
  description: 'Fails with its message.',
  properties: { message: p.string().default('failed as told') },
  run: (input) => ({ state: 'FAILED', message: String(input.message) }),
}

/** The types that engine tests use: those above, the engine's own, and the effect tasks of the test. */
export function createTestCatalogue(
  effects: readonly EffectTask[],
  polling: readonly PollingTriggerCode[] = [],
): Catalogue {
  const types: readonly (InlineTaskType | FlowableTaskType | EffectTask)[] = [
    log,
    output,
    fail,
    ...FLOWABLE_TYPES,
    ...effects,
  ]
  const byName = new Map(types.flatMap((type) => [type.type, ...type.aliases].map((name) => [name, type] as const)))
  return {
    find: (name) => byName.get(name),
    list: () => types,
    effect: (name) => effects.find((task) => task.type === name),
    triggers: createTriggerCatalogue([...TRIGGER_TYPES, ...polling]),
    polling: (name) => polling.find((trigger) => trigger.type === name),
  }
}
