import {
  AppError,
  type ApprovalRequest,
  type Clock,
  type ContextSettings,
  createExecutionRow,
  createRendering,
  type FieldError,
  type HostAnswer,
  type InputContext,
  InvariantError,
  type Plan,
  type RawInputs,
  type ResolvedInputs,
  resolveInputs,
  SYSTEM_ACTOR,
  type TaskRun,
  type ValueMap,
} from '@countersign/core'
import { type ExpressionEngine, isPendingSignal } from '@countersign/expression'
import type { HostResolver } from '../answers/host-resolver.ts'
import { renderWithAnswers } from '../answers/render-with-answers.ts'
import type { UploadPlace } from '../files/uploads.ts'
import { type HotExecution, newHotExecution } from './hot-execution.ts'

/** Resolves what people and flows give for inputs, with the answers that defaults and choices need. */
export interface InputResolver {
  /** Inputs of an execution that does not exist yet; `place` says where uploaded files will be. */
  ofFlow(plan: Plan, raw: RawInputs, place?: UploadPlace): Promise<ResolvedInputs>
  /** The form of a request, in the context of its execution. */
  ofRequest(request: ApprovalRequest, hot: HotExecution, raw: RawInputs, place: UploadPlace): Promise<ResolvedInputs>
}

interface InputResolverOptions {
  readonly expressions: ExpressionEngine
  readonly settings: ContextSettings
  readonly resolver: HostResolver
  readonly clock: Clock
}

/** Makes the resolver of inputs; both kinds are resolved by the same rules (engine.md 2.3). */
export function createInputResolver({ expressions, settings, resolver, clock }: InputResolverOptions): InputResolver {
  function context(
    hot: HotExecution,
    run: TaskRun | null,
    answers: ReadonlyMap<string, HostAnswer>,
    given: Pick<InputContext, 'dateTimes' | 'owner' | 'placeOf'>,
  ): InputContext {
    const now = clock.now()
    const rendererFor = (inputs: ValueMap) =>
      createRendering({
        expressions,
        settings,
        plan: hot.plan,
        facts: hot,
        run,
        answers,
        now,
        // A form must not be able to hide what the execution was started with.
        extra: { inputs: { ...inputs, ...hot.execution.inputs } },
      })
    return { ...given, isPending: isPendingSignal, rendererFor }
  }

  return {
    ofFlow(plan, raw, placeOf = noUploads) {
      const { flow } = plan
      const hot = unborn(plan, clock.now())
      const owner = `flow \`${flow.namespace}.${flow.id}\``
      return renderWithAnswers({
        answer: (question) => resolver.answer(question, hot),
        render: (answers) =>
          resolveInputs(flow.inputs, raw, context(hot, null, answers, { dateTimes: 'six-digits', owner, placeOf })),
      })
    },
    ofRequest(request, hot, raw, placeOf) {
      const run = hot.findTaskRun(request.taskRunId) ?? null
      const owner = `the form of \`${request.taskId}\``
      return renderWithAnswers({
        answer: (question) => resolver.answer(question, hot),
        render: (answers) =>
          resolveInputs(request.form, raw, context(hot, run, answers, { dateTimes: 'shortest', owner, placeOf })),
      })
    },
  }
}

/** Flows and triggers give values; only people and programs outside send files. */
function noUploads(): never {
  throw new InvariantError('a file was uploaded where none can come from')
}

/** Stands for the execution that would be created, so that its defaults can be rendered. */
function unborn(plan: Plan, now: number): HotExecution {
  const execution = createExecutionRow({
    id: '',
    flow: plan.flow,
    inputs: {},
    labels: [],
    createdBy: SYSTEM_ACTOR,
    now,
  })
  return newHotExecution(plan, execution)
}

/** The refusal that names every wrong input. */
export function inputError(errors: readonly FieldError[]): AppError {
  const [first] = errors
  const text =
    errors.length === 1 && first !== undefined
      ? first.message
      : `${errors.length} inputs are wrong: ${errors.map((error) => `\`${error.field}\``).join(', ')}`
  return new AppError('INPUT_INVALID', text, { fields: errors })
}
