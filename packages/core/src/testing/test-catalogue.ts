import { p } from '../task/properties/p.ts'
import type { PropertyShape } from '../task/property.ts'
import type { EffectTaskType, FlowableTaskType, InlineTaskType, TaskCatalogue, TaskType } from '../task/task-type.ts'

/**
 * A catalogue with the tasks that tests of flows use most. Their properties are those of the real ones as far as tests need
 * them; their work is not done (an inline task gives its input back).
 *
 * @param more further types, which win over those of the same name.
 */
export function createTestCatalogue(more: readonly TaskType[] = []): TaskCatalogue {
  const types = [...more, ...TEST_TYPES]
  const byName = new Map<string, TaskType>()
  for (const type of types) {
    for (const name of [type.type, ...type.aliases]) if (!byName.has(name)) byName.set(name, type)
  }
  return { find: (name) => byName.get(name), list: () => types }
}

const CORE = 'io.kestra.plugin.core'

/** An inline task type for tests. */
export function testInlineType(
  type: string,
  properties: PropertyShape,
  aliases: readonly string[] = [],
): InlineTaskType {
  return { ...info(type, properties, aliases), kind: 'inline', run: () => ({}) }
}

/** An effect task type for tests. */
export function testEffectType(type: string, properties: PropertyShape): EffectTaskType {
  return { ...info(type, properties, []), kind: 'effect' }
}

/** A flowable task type for tests. */
export function testFlowableType(
  type: string,
  branches: FlowableTaskType['branches'],
  properties: PropertyShape = {},
): FlowableTaskType {
  const name = type.slice(type.lastIndexOf('.') + 1)
  return { ...info(type, properties, [`io.kestra.core.tasks.flows.${name}`]), kind: 'flowable', branches }
}

function info(type: string, properties: PropertyShape, aliases: readonly string[]) {
  return { type, aliases, title: type, description: `${type}, as tests need it.`, properties }
}

const LOG = testInlineType(
  `${CORE}.log.Log`,
  { message: p.texts().mandatory(), level: p.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']) },
  ['io.kestra.core.tasks.log.Log'],
)

const TEST_TYPES: readonly TaskType[] = [
  LOG,
  testInlineType(`${CORE}.debug.Return`, { format: p.string() }, ['io.kestra.core.tasks.debugs.Return']),
  testInlineType(`${CORE}.output.OutputValues`, { values: p.any() }),
  testEffectType(`${CORE}.http.Request`, {
    uri: p.string().mandatory(),
    method: p.enum(['GET', 'POST', 'PUT', 'DELETE']),
    headers: p.map(p.string()),
    timeoutSeconds: p.int({ min: 1 }),
    options: p.object({ followRedirects: p.boolean(), retries: p.int() }),
  }),
  testFlowableType(`${CORE}.flow.Sequential`, ['tasks', 'errors', 'finally']),
  testFlowableType(`${CORE}.flow.Parallel`, ['tasks', 'errors', 'finally'], { concurrent: p.int({ min: 0 }) }),
  testFlowableType(`${CORE}.flow.Dag`, ['tasks', 'errors', 'finally'], { concurrent: p.int({ min: 0 }) }),
  testFlowableType(`${CORE}.flow.If`, ['then', 'else', 'errors', 'finally'], { condition: p.string() }),
  testFlowableType(`${CORE}.flow.Switch`, ['cases', 'defaults', 'errors', 'finally'], {
    value: p.string().mandatory(),
  }),
  testFlowableType(`${CORE}.flow.ForEach`, ['tasks', 'errors', 'finally'], {
    values: p.any(),
    concurrencyLimit: p.int({ min: 0 }),
  }),
  testFlowableType(`${CORE}.flow.WorkingDirectory`, ['tasks', 'errors', 'finally']),
  testFlowableType(`${CORE}.flow.Pause`, ['tasks', 'errors', 'finally'], {
    pauseDuration: p.duration(),
    delay: p.duration(),
    behavior: p.enum(['RESUME', 'WARN', 'FAIL', 'CANCEL']),
  }),
  testFlowableType(`${CORE}.flow.Subflow`, [], {
    namespace: p.string().mandatory(),
    flowId: p.string().mandatory(),
    revision: p.int({ min: 1 }),
    inputs: p.any(),
    labels: p.any(),
    wait: p.boolean(),
    transmitFailed: p.boolean(),
    inheritLabels: p.boolean(),
  }),
]
