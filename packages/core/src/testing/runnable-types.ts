import { parseJson } from '@countersign/expression'
import type { Label } from '../execution/execution.ts'
import { FLOWABLE_TYPES } from '../execution/flowables/types.ts'
import type { Value } from '../json/value.ts'
import { p } from '../task/properties/p.ts'
import { isList, isMap, toText } from '../task/properties/value-text.ts'
import type { PropertyShape, Rendered } from '../task/property.ts'
import type { InlineContext, InlineResult, InlineTaskType, TaskCatalogue, TaskType } from '../task/task-type.ts'
import { createTestCatalogue, testEffectType } from './test-catalogue.ts'

/**
 * A catalogue whose tasks do their work as far as tests of executions need it, under Kestra's names. The real ones are plugins,
 * which core must not import; `io.kestra.plugin.core.flow.Sleep` and `http.Request` are effects that the test answers.
 */
export function createRunnableCatalogue(more: readonly TaskType[] = []): TaskCatalogue {
  return createTestCatalogue([...more, ...RUNNABLE_TYPES, ...FLOWABLE_TYPES])
}

const CORE = 'io.kestra.plugin.core'

/** An inline task type for tests, with its work. */
export function runnableType<S extends PropertyShape>(
  type: string,
  properties: S,
  run: (input: Rendered<S>, context: InlineContext) => InlineResult,
  inExecutor = false,
): InlineTaskType {
  return {
    kind: 'inline',
    type,
    aliases: [],
    title: type,
    description: `${type}, as tests of executions need it.`,
    properties,
    inExecutor,
    // The engine renders `properties`, so the input has exactly this type.
    run: (input, context) => run(input as Rendered<S>, context),
  }
}

function isFalse(condition: string): boolean {
  return ['', '0', '-0', 'false'].includes(condition.trim())
}

const log = runnableType(
  `${CORE}.log.Log`,
  {
    message: p.texts().mandatory(),
    level: p.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  },
  (input, context) => {
    for (const message of input.message) context.log(input.level, message)
    return {}
  },
)

const returnValue = runnableType(`${CORE}.debug.Return`, { format: p.string() }, ({ format }, context) => {
  if (format === undefined) return {}
  context.log('DEBUG', format)
  return { outputs: { value: format } }
})

const outputValues = runnableType(
  `${CORE}.output.OutputValues`,
  { values: p.map(p.any()).mandatory() },
  ({ values }) => ({ outputs: { values } }),
)

const fail = runnableType(
  `${CORE}.execution.Fail`,
  { condition: p.string(), errorMessage: p.string().default('Task failure') },
  ({ condition, errorMessage }, context) => {
    if (condition === undefined) return { state: 'FAILED', message: errorMessage }
    if (isFalse(condition)) return {}
    context.log('ERROR', errorMessage)
    throw new Error(`The condition holds: ${errorMessage}`)
  },
)

const assertConditions = runnableType(
  `${CORE}.execution.Assert`,
  { conditions: p.list(p.string()).mandatory(), errorMessage: p.string() },
  ({ conditions, errorMessage }, context) => {
    const broken = conditions.filter(isFalse).length
    if (broken === 0) return {}
    context.log('ERROR', `${broken} conditions do not hold`)
    throw new Error(errorMessage ?? 'Assertion failed')
  },
)

const exit = runnableType(
  `${CORE}.execution.Exit`,
  { state: p.enum(['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELED']).default('SUCCESS') },
  ({ state }) => ({ exit: state === 'CANCELED' ? 'CANCELLED' : state }),
  true,
)

const labels = runnableType(
  `${CORE}.execution.Labels`,
  { labels: p.any().mandatory() },
  ({ labels: given }) => ({ labels: typeof given === 'string' ? readLabelText(given) : readLabels(given) }),
  true,
)

function readLabels(given: Value): readonly Label[] {
  const entries = isList(given)
    ? given.flatMap((item) => (isMap(item) ? [[toText(item.key ?? null), item.value ?? null] as const] : []))
    : Object.entries(isMap(given) ? given : {})
  return entries.map(([key, value]) => {
    if (typeof value !== 'string') throw new Error(`Label \`${key}\` is no text`)
    return { key, value }
  })
}

function readLabelText(text: string): readonly Label[] {
  const given = parseJson(text)
  return Object.entries(isMap(given) ? given : {}).map(([key, value]) => ({ key, value: toText(value) }))
}

const setVariables = runnableType(
  `${CORE}.execution.SetVariables`,
  { variables: p.map(p.any()).mandatory(), overwrite: p.boolean().default(true) },
  ({ variables, overwrite }, context) => {
    const taken = Object.keys(variables).filter((name) => Object.hasOwn(context.variables, name))
    if (!overwrite && taken.length > 0) throw new Error(`These variables exist: ${taken.join(', ')}`)
    return { variables: { set: variables } }
  },
  true,
)

const unsetVariables = runnableType(
  `${CORE}.execution.UnsetVariables`,
  { variables: p.list(p.string()).mandatory() },
  ({ variables }) => ({ variables: { unset: variables } }),
  true,
)

/** Types beside the engine's own whose work tests can rely on. */
export const RUNNABLE_TYPES: readonly TaskType[] = [
  log,
  returnValue,
  outputValues,
  fail,
  assertConditions,
  exit,
  labels,
  setVariables,
  unsetVariables,
  testEffectType(`${CORE}.flow.Sleep`, { duration: p.duration().mandatory() }),
]
