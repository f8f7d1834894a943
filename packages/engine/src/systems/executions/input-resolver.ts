import {
  AppError,
  type ApprovalRequest,
  type Clock,
  type ContextSettings,
  createExecutionRow,
  createRendering,
  type Encrypt,
  type Encryption,
  type ExecutionTrigger,
  type FieldError,
  type HostAnswer,
  type InputContext,
  InvariantError,
  isMap,
  isSealed,
  type Plan,
  type RawInputs,
  type ResolvedInputs,
  resolveInputs,
  SYSTEM_ACTOR,
  sealedValue,
  type TaskRun,
  toText,
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
  ofFlow(plan: Plan, raw: RawInputs, place?: UploadPlace, trigger?: ExecutionTrigger): Promise<ResolvedInputs>
  /** The form of a request, in the context of its execution. */
  ofRequest(request: ApprovalRequest, hot: HotExecution, raw: RawInputs, place: UploadPlace): Promise<ResolvedInputs>
  /** Values that a task gives for the form of a request: taken as they are, but what the form calls a SECRET is sealed. */
  untyped(request: ApprovalRequest, values: ValueMap): Pick<ResolvedInputs, 'values' | 'errors'>
}

interface InputResolverOptions {
  readonly expressions: ExpressionEngine
  readonly settings: ContextSettings
  readonly resolver: HostResolver
  readonly clock: Clock
  /** Null: the server has no encryption key, and takes no SECRET. */
  readonly encryption: Encryption | null
}

/** Makes the resolver of inputs; both kinds are resolved by the same rules (engine.md 2.3). */
export function createInputResolver(options: InputResolverOptions): InputResolver {
  const { expressions, settings, resolver, clock, encryption } = options
  const sealing: { readonly encrypt?: Encrypt } =
    encryption === null ? {} : { encrypt: (clear: string) => sealedValue(encryption.encrypt(clear)) }

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
    return { ...given, ...sealing, isPending: isPendingSignal, rendererFor }
  }

  return {
    ofFlow(plan, raw, placeOf = noUploads, trigger = undefined) {
      const { flow } = plan
      const hot = unborn(plan, clock.now(), trigger)
      const owner = `flow \`${flow.namespace}.${flow.id}\``
      return renderWithAnswers({
        answer: (question) => resolver.answer(question, hot),
        render: (answers) =>
          resolveInputs(flow.inputs, raw, context(hot, null, answers, { dateTimes: 'six-digits', owner, placeOf })),
      })
    },
    untyped({ form }, values) {
      const secrets = form.filter((input) => input.type === 'SECRET')
      return secrets.reduce((sealed, { id }) => sealAt(sealed, id, sealing.encrypt), { values, errors: [] } as Pick<
        ResolvedInputs,
        'values' | 'errors'
      >)
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

/** Seals a value where it stands: under the id of its input, or nested as dotted ids are. */
function sealAt(
  { values, errors }: Pick<ResolvedInputs, 'values' | 'errors'>,
  id: string,
  encrypt: Encrypt | undefined,
): Pick<ResolvedInputs, 'values' | 'errors'> {
  const [first = id, ...inner] = Object.hasOwn(values, id) ? [id] : id.split('.')
  const value = Object.hasOwn(values, first) ? (values[first] ?? null) : null
  if (value === null || isSealed(value)) return { values, errors }
  if (inner.length > 0) {
    if (!isMap(value)) return { values, errors }
    const nested = sealAt({ values: value, errors }, inner.join('.'), encrypt)
    return { values: { ...values, [first]: nested.values }, errors: nested.errors }
  }
  if (encrypt !== undefined) return { values: { ...values, [first]: encrypt(toText(value)) }, errors }
  const message = `Input \`${id}\` is a secret, and this server has no encryption key to store it with.`
  return { values, errors: [...errors, { field: id, code: 'INPUT_ENCRYPTION', message }] }
}

/** Stands for the execution that would be created, so that its defaults can be rendered. */
function unborn(plan: Plan, now: number, trigger: ExecutionTrigger | undefined): HotExecution {
  const execution = createExecutionRow({
    id: '',
    flow: plan.flow,
    inputs: {},
    labels: [],
    createdBy: SYSTEM_ACTOR,
    now,
    ...(trigger === undefined ? {} : { trigger }),
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
