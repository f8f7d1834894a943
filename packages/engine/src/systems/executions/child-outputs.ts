import {
  type Clock,
  type ContextSettings,
  createRendering,
  type ExecutionEvent,
  type InboxNews,
  isMap,
  messageOf,
  type Value,
} from '@countersign/core'
import type { ExpressionEngine } from '@countersign/expression'
import type { HostResolver } from '../answers/host-resolver.ts'
import { renderWithAnswers } from '../answers/render-with-answers.ts'
import type { SecretMasker } from '../answers/secret-masker.ts'
import type { Hosts } from './hosts.ts'
import type { HotExecution } from './hot-execution.ts'

type ChildEnded = Extract<InboxNews, { kind: 'child-ended' }>

/** Completes the news that the execution of a Subflow has ended. */
export type ChildOutputs = (parent: HotExecution, news: ChildEnded) => Promise<ExecutionEvent>

interface ChildOutputsOptions {
  readonly hosts: Pick<Hosts, 'read'>
  readonly expressions: ExpressionEngine
  readonly resolver: HostResolver
  readonly settings: ContextSettings
  readonly masker: Pick<SecretMasker, 'learn'>
  readonly clock: Clock
}

/**
 * The deprecated `outputs` of a Subflow: rendered where the child ends, in its context, when its flow declares no outputs
 * (observed: sf-outputs-deprecated). What cannot be rendered fails the task.
 */
export function createChildOutputs({ hosts, ...options }: ChildOutputsOptions): ChildOutputs {
  return async (parent, news) => {
    const taskId = parent.findTaskRun(news.taskRunId)?.taskId
    const templates = taskId === undefined ? undefined : parent.plan.nodes.get(taskId)?.task.properties.outputs
    if (templates === undefined || !isMap(templates)) return news
    const child = await hosts.read(news.childId)
    if (child === null || child.plan.flow.outputs.length > 0) return news
    let trouble: { readonly cause: unknown } | null = null
    try {
      const outputs = await renderIn(options, child, parent.execution.id, templates, (cause) => {
        trouble = { cause }
      })
      return isMap(outputs) ? { ...news, outputs } : news
    } catch (error) {
      // A database that does not answer is no fault of the flow: the news is taken again.
      if (trouble !== null) throw error
      return { ...news, outputsFailure: messageOf(error) }
    }
  }
}

function renderIn(
  { expressions, resolver, settings, masker, clock }: Omit<ChildOutputsOptions, 'hosts'>,
  child: HotExecution,
  parentId: string,
  templates: Value,
  onTrouble: (cause: unknown) => void,
): Promise<Value> {
  const { tenant } = child.execution
  return renderWithAnswers({
    answer: (question) =>
      resolver.answer(question, child).catch((cause: unknown) => {
        onTrouble(cause)
        throw cause
      }),
    render: (answers) =>
      createRendering({
        expressions,
        settings,
        plan: child.plan,
        facts: child,
        run: null,
        answers,
        now: clock.now(),
        onSecret: (secret) => masker.learn(tenant, parentId, secret),
      }).deep(templates),
  })
}
