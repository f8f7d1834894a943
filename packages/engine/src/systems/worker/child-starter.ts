import {
  AppError,
  type Clock,
  type ContextSettings,
  type ExecutionStore,
  type ExecutionTrigger,
  isAppError,
  type Job,
  type Plan,
  type PlanNode,
  PropertyError,
  type TaskRun,
} from '@countersign/core'
import { type ExpressionEngine, isExpressionError } from '@countersign/expression'
import type { HostResolver } from '../answers/host-resolver.ts'
import type { SecretMasker } from '../answers/secret-masker.ts'
import type { Admission } from '../executions/admission.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import { type InputResolver, inputError } from '../executions/input-resolver.ts'
import type { Letter } from '../executions/letter.ts'
import type { ExecutionPlan, PreparedExecution } from '../executions/prepare-execution.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { type ChildInput, type ChildRequest, renderChildRequest } from './child-request.ts'
import { type ChildSeat, seatOf } from './child-seat.ts'
import { restartChild } from './restart-child.ts'

/** Creates a child execution that a task run waits for. Resolves when the parent knows. */
export type ChildStarter = (input: ChildInput) => Promise<void>

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

/**
 * The child is written in the commit in which its parent takes the news: there is never a child that its parent does not
 * know of, and repeating the job after a crash creates no second one. What speaks against creating it (no such flow, wrong
 * inputs, an expression that fails) becomes the parent's `child-refused`.
 */
export function createChildStarter(options: ChildStarterOptions): ChildStarter {
  const { hosts, prepare } = options
  return async (input) => {
    const { job, run, node, hot, signal } = input
    const seat = await seatOf(options.executions, hot, run, job.attempt)
    if (seat === null) return
    const { childId } = seat
    if (await isMade(hosts, seat, run))
      return deliver(hosts, job, (current) => restartChild(options, current, run, seat))
    let child: ExecutionPlan
    try {
      const request = await renderChildRequest(options, input, seat.variables)
      child = await options.admission.admit(await planChild(options, input, request, seat))
    } catch (error) {
      if (signal.aborted) return
      return deliver(hosts, job, () => ({
        events: [{ kind: 'child-refused', taskRunId: run.id, childId, message: refusal(error, node) }],
      }))
    }
    const { namespace, id: flowId } = child.plan.flow
    return deliver(hosts, job, (current) => {
      if (!seat.isFree(current)) return { events: [] }
      options.masker.inherit(childId, job.executionId)
      const prepared = prepare(child)
      return {
        events: [{ kind: 'child-started', taskRunId: run.id, childId, namespace, flowId }],
        guards: prepared.unit.guards,
        writes: prepared.unit.writes,
        audit: prepared.unit.audit,
        committed: prepared.adopt,
      }
    })
  }
}

/** True when the child is there from before a restart: it goes on, instead of another one being made. */
async function isMade(hosts: Hosts, { childId, iteration }: ChildSeat, { state }: TaskRun): Promise<boolean> {
  return (state === 'RESTARTED' || iteration !== null) && (await hosts.read(childId)) !== null
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

async function planChild(
  { library, inputs }: ChildStarterOptions,
  { hot, run, node }: ChildInput,
  request: ChildRequest,
  { childId, iteration }: ChildSeat,
): Promise<ExecutionPlan> {
  const { execution } = hot
  const plan = await findFlow(library, execution.tenant, request)
  const resolved = await inputs.ofFlow(plan, request.inputs)
  if (resolved.errors.length > 0) throw inputError(resolved.errors)
  return {
    id: childId,
    plan,
    inputs: resolved.values,
    warnings: resolved.warnings,
    labels: request.labels,
    // The person who started the parent stays responsible for what it starts.
    createdBy: execution.createdBy,
    origin: { door: 'flow' },
    // What a test starts is part of the test.
    kind: execution.kind,
    trigger: triggerOf(hot, run, node, iteration),
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
function triggerOf(
  { execution }: HotExecution,
  run: TaskRun,
  node: PlanNode,
  iteration: number | null,
): ExecutionTrigger {
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
      ...(iteration === null ? {} : { taskRunIteration: iteration }),
    },
  }
}
