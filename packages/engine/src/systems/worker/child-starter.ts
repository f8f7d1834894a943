import {
  AppError,
  type Clock,
  type ContextSettings,
  createRendering,
  type ExecutionStore,
  type ExecutionTrigger,
  isAppError,
  isList,
  isMap,
  type Job,
  type Label,
  type Plan,
  type PlanNode,
  PropertyError,
  type RawInputs,
  renderProperties,
  type TaskRun,
  toText,
  type Value,
} from '@countersign/core'
import { type ExpressionEngine, isExpressionError } from '@countersign/expression'
import type { HostResolver } from '../answers/host-resolver.ts'
import { renderWithAnswers } from '../answers/render-with-answers.ts'
import type { SecretMasker } from '../answers/secret-masker.ts'
import type { Admission } from '../executions/admission.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import { type InputResolver, inputError } from '../executions/input-resolver.ts'
import type { Letter } from '../executions/letter.ts'
import type { ExecutionPlan, PreparedExecution } from '../executions/prepare-execution.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { restartChild } from './restart-child.ts'

/** Creates the child execution that a Subflow's task run waits for. Resolves when the parent knows. */
export type ChildStarter = (input: ChildInput) => Promise<void>

interface ChildInput {
  readonly job: Job
  readonly hot: HotExecution
  readonly run: TaskRun
  readonly node: PlanNode
  readonly signal: AbortSignal
}

interface ChildStarterOptions {
  readonly hosts: Hosts
  readonly executions: Pick<ExecutionStore, 'taskRuns' | 'outputs' | 'loopValues'>
  readonly owner: string
  readonly library: FlowLibrary
  readonly inputs: InputResolver
  readonly admission: Pick<Admission, 'admit'>
  readonly resolver: HostResolver
  readonly expressions: ExpressionEngine
  readonly settings: ContextSettings
  readonly prepare: (plan: ExecutionPlan) => PreparedExecution
  readonly clock: Clock
  readonly masker: Pick<SecretMasker, 'inherit'>
}

/** What a Subflow task says about its child, rendered. */
interface ChildRequest {
  readonly namespace: string
  readonly flowId: string
  readonly revision: number | undefined
  readonly inputs: RawInputs
  readonly labels: readonly Label[]
  readonly wait: boolean
  readonly scheduleAt: number | undefined
}

/**
 * The child is written in the commit in which its parent takes the news: there is never a child that its parent does not
 * know of, and repeating the job after a crash creates no second one. What speaks against creating it (no such flow, wrong
 * inputs, an expression that fails) becomes the parent's `child-refused`.
 */
export function createChildStarter(options: ChildStarterOptions): ChildStarter {
  const { hosts, prepare } = options
  return async (input) => {
    const { job, run, node, signal } = input
    if (await restartsChild(hosts, run)) return deliver(hosts, job, (current) => restartChild(options, current, run))
    let child: ExecutionPlan
    try {
      const request = await renderRequest(options, input)
      child = await options.admission.admit(await planChild(options, input, request))
    } catch (error) {
      if (signal.aborted) return
      return deliver(hosts, job, () => ({
        events: [{ kind: 'child-refused', taskRunId: run.id, message: refusal(error, node) }],
      }))
    }
    const { namespace, id: flowId } = child.plan.flow
    return deliver(hosts, job, (current) => {
      const waiting = current.findTaskRun(run.id)?.waiting
      if (waiting?.kind !== 'child' || waiting.executionId !== child.id) return { events: [] }
      options.masker.inherit(child.id, job.executionId)
      const prepared = prepare(child)
      return {
        events: [{ kind: 'child-started', taskRunId: run.id, childId: child.id, namespace, flowId }],
        guards: prepared.unit.guards,
        writes: prepared.unit.writes,
        audit: prepared.unit.audit,
        committed: prepared.adopt,
      }
    })
  }
}

/** True when the child that a restarted Subflow waits for is there: it goes on, instead of another one being made. */
async function restartsChild(hosts: Hosts, { state, waiting }: TaskRun): Promise<boolean> {
  return state === 'RESTARTED' && waiting?.kind === 'child' && (await hosts.read(waiting.executionId)) !== null
}

function deliver(hosts: Hosts, job: Job, open: Letter['open']): Promise<void> {
  return new Promise((resolve, reject) => {
    // With the parent gone there is nobody to tell; anything else is tried again with the job.
    const failed = (error: unknown) =>
      isAppError(error) && error.code === 'EXECUTION_NOT_FOUND' ? resolve() : reject(error)
    hosts.post(job.executionId, { urgent: false, shared: false, open, delivered: resolve, failed })
  })
}

/** What an expression, a property, a missing flow or wrong inputs say. Bugs and a broken database are thrown on. */
function refusal(error: unknown, node: PlanNode): string {
  const ofTheFlow = isAppError(error) || isExpressionError(error) || error instanceof PropertyError
  if (!ofTheFlow) throw error
  const fields = isAppError(error) ? error.fields : []
  const reason = fields.length > 1 ? fields.map((field) => field.message).join(' ') : error.message
  return `\`${node.task.id}\` cannot start its flow: ${reason}`
}

function renderRequest(options: ChildStarterOptions, { hot, run, node, signal }: ChildInput): Promise<ChildRequest> {
  const { expressions, settings, resolver, clock } = options
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

async function planChild(
  { library, inputs }: ChildStarterOptions,
  { hot, run, node }: ChildInput,
  request: ChildRequest,
): Promise<ExecutionPlan> {
  const { execution } = hot
  const { waiting } = run
  const plan = await findFlow(library, execution.tenant, request)
  const resolved = await inputs.ofFlow(plan, request.inputs)
  if (resolved.errors.length > 0) throw inputError(resolved.errors)
  return {
    id: waiting?.kind === 'child' ? waiting.executionId : '',
    plan,
    inputs: resolved.values,
    warnings: resolved.warnings,
    labels: request.labels,
    // The person who started the parent stays responsible for what it starts.
    createdBy: execution.createdBy,
    origin: { door: 'flow' },
    // What a test starts is part of the test.
    kind: execution.kind,
    trigger: triggerOf(hot, run, node),
    ...(request.scheduleAt === undefined ? {} : { scheduleAt: request.scheduleAt }),
    ...(request.wait ? { parent: { executionId: execution.id, taskRunId: run.id } } : {}),
  }
}

async function findFlow(library: FlowLibrary, tenant: string, request: ChildRequest): Promise<Plan> {
  const { namespace, flowId, revision } = request
  const newest = await library.latest(tenant, namespace, flowId)
  const plan =
    revision === undefined || newest === null ? newest : await library.revision(tenant, namespace, flowId, revision)
  const name = `\`${namespace}.${flowId}\`${revision === undefined ? '' : ` with revision ${revision}`}`
  if (plan === null) throw new AppError('FLOW_NOT_FOUND', `there is no flow ${name}`)
  if (plan.flow.disabled) throw new AppError('FLOW_DISABLED', `the flow ${name} is disabled`)
  return plan
}

/** What the child sees as `trigger` (observed: sf-wait). */
function triggerOf({ execution }: HotExecution, run: TaskRun, node: PlanNode): ExecutionTrigger {
  return {
    id: node.task.id,
    type: node.task.type,
    variables: {
      executionId: execution.id,
      namespace: execution.namespace,
      flowId: execution.flowId,
      flowRevision: execution.flowRevision,
      taskRunId: run.id,
      taskId: run.taskId,
    },
  }
}
