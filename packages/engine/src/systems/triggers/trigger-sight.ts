import {
  AppError,
  type Clock,
  type ConditionContext,
  type ContextSettings,
  createExecutionRow,
  createRendering,
  type ExecutionFacts,
  type HostAnswer,
  isAppError,
  type Plan,
  PropertyError,
  type Rendering,
  SYSTEM_ACTOR,
  type UpstreamExecution,
  type ValueMap,
} from '@countersign/core'
import { askHost, type ExpressionEngine, isExpressionError } from '@countersign/expression'
import type { HostResolver } from '../answers/host-resolver.ts'
import { renderWithAnswers } from '../answers/render-with-answers.ts'
import type { SecretMasker } from '../answers/secret-masker.ts'
import { type HotExecution, newHotExecution } from '../executions/hot-execution.ts'

/** What a trigger looks from. */
export interface Sight {
  /** Plan of the flow that has the trigger. */
  readonly plan: Plan
  /** The execution that questions are answered for: the upstream one, or one that stands for the one to be started. */
  readonly hot: HotExecution
  readonly upstream: UpstreamExecution | null
  /** The execution that secrets are learned for. */
  readonly executionId: string
}

/** Renders and tests with the same answers; `extra` are roots such as `trigger`. */
export interface Eye {
  rendering(extra: ValueMap): Rendering
  context(extra: ValueMap): ConditionContext
}

/** Lets triggers render and test, with whatever answers they need. */
export interface Sights {
  /** A sight for a trigger that knows of no execution: only the flow and the trigger's own variables are there. */
  ofFlow(plan: Plan, executionId: string): Sight
  /** @throws what `read` throws but pending signals, and what a database that is away rejects with */
  look<T>(sight: Sight, read: (eye: Eye) => T): Promise<T>
}

interface SightsOptions {
  readonly expressions: ExpressionEngine
  readonly settings: ContextSettings
  readonly resolver: HostResolver
  readonly masker: SecretMasker
  readonly clock: Clock
}

export function createSights({ expressions, settings, resolver, masker, clock }: SightsOptions): Sights {
  function eyeOf({ plan, hot, upstream, executionId }: Sight, answers: ReadonlyMap<string, HostAnswer>): Eye {
    const { tenant } = plan.flow
    const facts = upstream === null ? hot : factsAt(hot, upstream)
    const host = { answer: ({ key }: { readonly key: string }) => answers.get(key) }
    const rendering = (extra: ValueMap) =>
      createRendering({
        expressions,
        settings,
        // Outputs and tasks are those of the upstream flow; `flow` is the one that listens.
        plan: { ...hot.plan, flow: plan.flow },
        facts,
        run: null,
        answers,
        now: clock.now(),
        extra,
        onSecret: (secret) => masker.learn(tenant, executionId, secret),
      })
    return {
      rendering,
      context: (extra) => ({
        renderer: rendering(extra),
        flow: plan.flow,
        execution: upstream,
        isHoliday(date, country, subDivision) {
          if (country === undefined) throw new PropertyError('Name the `country` whose holidays are meant, such as FR.')
          const answer = askHost(host, 'publicHoliday', [date, country, subDivision ?? null])
          if (answer.ok) return answer.value === true
          throw new AppError('EXPRESSION_FAILED', answer.message)
        },
      }),
    }
  }

  return {
    ofFlow: (plan, executionId) => ({ plan, hot: unborn(plan, clock.now()), upstream: null, executionId }),
    look: (sight, read) =>
      renderWithAnswers({
        answer: (question) => resolver.answer(question, sight.hot),
        render: (answers) => read(eyeOf(sight, answers)),
      }),
  }
}

/** The execution as it was when the event happened: it may have moved on since. */
function factsAt(hot: HotExecution, { state }: UpstreamExecution): ExecutionFacts {
  return {
    execution: { ...hot.execution, state },
    findTaskRun: (id) => hot.findTaskRun(id),
    outputsOf: (taskId) => hot.outputsOf(taskId),
    outputsAt: (...given) => hot.outputsAt(...given),
    valuesOf: (...given) => hot.valuesOf(...given),
    taskIdsWithOutputs: () => hot.taskIdsWithOutputs(),
    latestTaskRunOf: (...given) => hot.latestTaskRunOf(...given),
  }
}

function unborn(plan: Plan, now: number): HotExecution {
  const row = createExecutionRow({ id: '', flow: plan.flow, inputs: {}, labels: [], createdBy: SYSTEM_ACTOR, now })
  return newHotExecution(plan, row)
}

/** True for what the flow is to blame for; a database that is away, or a bug, is none of that. */
export function isFaultOfFlow(error: unknown): error is Error {
  return isExpressionError(error) || isAppError(error) || error instanceof PropertyError || error instanceof RangeError
}
