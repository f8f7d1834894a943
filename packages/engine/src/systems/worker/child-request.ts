import {
  type Clock,
  type ContextSettings,
  createRendering,
  isList,
  isMap,
  type Job,
  type Label,
  type PlanNode,
  PropertyError,
  type RawInputs,
  renderProperties,
  type TaskRun,
  toText,
  type Value,
  type ValueMap,
} from '@countersign/core'
import type { ExpressionEngine } from '@countersign/expression'
import type { HostResolver } from '../answers/host-resolver.ts'
import { renderWithAnswers } from '../answers/render-with-answers.ts'
import type { HotExecution } from '../executions/hot-execution.ts'

/** A job that asks for a child, and the task run that it is for. */
export interface ChildInput {
  readonly job: Job
  readonly hot: HotExecution
  readonly run: TaskRun
  readonly node: PlanNode
  readonly signal: AbortSignal
}

/** What a Subflow task says about its child, rendered. */
export interface ChildRequest {
  readonly namespace: string
  readonly flowId: string
  readonly revision: number | undefined
  readonly inputs: RawInputs
  readonly labels: readonly Label[]
  readonly wait: boolean
  readonly scheduleAt: number | undefined
}

interface RequestOptions {
  readonly expressions: ExpressionEngine
  readonly settings: ContextSettings
  readonly resolver: HostResolver
  readonly clock: Clock
}

/** Renders what the task says. @throws whatever is wrong with its expressions and properties */
export function renderChildRequest(
  { expressions, settings, resolver, clock }: RequestOptions,
  { hot, run, node, signal }: ChildInput,
  extra: ValueMap,
): Promise<ChildRequest> {
  return renderWithAnswers({
    signal,
    answer: (question) => resolver.answer(question, hot),
    render: (answers) => {
      const renderer = createRendering({
        expressions,
        settings,
        plan: hot.plan,
        facts: hot,
        run,
        answers,
        now: clock.now(),
        extra,
      })
      const rendered = renderProperties(node.type?.properties ?? {}, node.task.properties, renderer)
      return readRequest(rendered, hot)
    },
  })
}

/** The members are those of the Subflow type in core, which renders them to these types. */
function readRequest(rendered: Readonly<Record<string, unknown>>, hot: HotExecution): ChildRequest {
  const { namespace, flowId, revision, inputs, labels, inheritLabels, wait, scheduleDate } = rendered as {
    readonly namespace: string
    readonly flowId: string
    readonly revision: number | undefined
    readonly inputs: Readonly<Record<string, Value>> | undefined
    readonly labels: Value | undefined
    readonly inheritLabels: boolean
    readonly wait: boolean
    readonly scheduleDate: string | undefined
  }
  const inherited = hot.execution.labels.filter((label) => inheritLabels || label.key.startsWith('system.'))
  return {
    namespace,
    flowId,
    revision,
    inputs: new Map(Object.entries(inputs ?? {}).map(([id, value]) => [id, { kind: 'value', value }])),
    labels: [...inherited, ...readLabels(labels ?? null)],
    wait,
    scheduleAt: readInstant(scheduleDate),
  }
}

/** Labels as a map, or as a list of `key` and `value`. */
function readLabels(labels: Value): readonly Label[] {
  if (labels === null) return []
  if (isMap(labels)) return Object.entries(labels).map(([key, value]) => ({ key, value: toText(value) }))
  if (isList(labels)) {
    return labels.map((label) => {
      if (!isMap(label) || label.key === undefined)
        throw new PropertyError('`labels` must be a map, or a list of `key` and `value`')
      return { key: toText(label.key), value: toText(label.value ?? null) }
    })
  }
  throw new PropertyError('`labels` must be a map, or a list of `key` and `value`')
}

function readInstant(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const instant = Date.parse(text)
  if (Number.isNaN(instant))
    throw new PropertyError(`\`scheduleDate\` is \`${text}\`; write an instant such as 2026-01-31T09:00:00Z`)
  return instant
}
