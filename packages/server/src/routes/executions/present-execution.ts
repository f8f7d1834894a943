import type { ExecutionStub, Execution as WireExecution, TaskRun as WireTaskRun } from '@countersign/contract'
import {
  type Attempt,
  type Breakpoint,
  type Execution,
  maskSealed,
  type TaskRun,
  type ValueMap,
} from '@countersign/core'
import { toInstant } from '../shared/instant.ts'
import { presentState } from './present-state.ts'

/** An execution without its task runs, in the order of Kestra's members: those before `taskRunList`, and those after. */
export interface ExecutionParts {
  readonly head: Pick<WireExecution, 'id' | 'namespace' | 'flowId' | 'flowRevision'>
  readonly tail: Omit<WireExecution, 'id' | 'namespace' | 'flowId' | 'flowRevision' | 'taskRunList'>
}

/** The header of an execution, with sealed values masked (api.md 2.1, observed/api.md D29 to D32). */
export function presentExecutionParts(execution: Execution): ExecutionParts {
  const { id, namespace, flowId, flowRevision, outputs, trigger, replayOf, scheduleAt, kind, breakpoints } = execution
  return {
    head: { id, namespace, flowId, flowRevision },
    tail: {
      ...(isEmpty(execution.inputs) ? {} : { inputs: { ...maskSealed(execution.inputs) } }),
      ...(outputs === null || isEmpty(outputs) ? {} : { outputs: { ...maskSealed(outputs) } }),
      labels: execution.labels.map(({ key, value }) => ({ key, value })),
      ...(isEmpty(execution.variables) ? {} : { variables: { ...execution.variables } }),
      state: presentState(execution.state, execution.histories),
      ...(replayOf === null ? {} : { parentId: replayOf }),
      originalId: execution.originalId,
      ...(trigger === null
        ? {}
        : { trigger: { id: trigger.id, type: trigger.type, variables: { ...maskSealed(trigger.variables) } } }),
      deleted: false,
      metadata: {
        attemptNumber: execution.attemptNumber,
        originalCreatedDate: toInstant(execution.originalCreatedAt),
      },
      ...(scheduleAt === null ? {} : { scheduleDate: toInstant(scheduleAt) }),
      ...(kind === 'NORMAL' ? {} : { kind }),
      ...(breakpoints.length === 0 ? {} : { breakpoints: breakpoints.map(presentBreakpoint) }),
    },
  }
}

/** A new execution: no task runs yet, and the address of its page. */
export function presentCreated(execution: Execution, url: string): WireExecution {
  const { head, tail } = presentExecutionParts(execution)
  return { ...head, ...tail, url }
}

function presentBreakpoint({ taskId, value }: Breakpoint) {
  return { id: taskId, ...(value === null ? {} : { value }) }
}

/**
 * A replay from the start: with the empty list that Kestra answers (observed/api.md D30), and the outputs of the original, which
 * hold until its own are made (I-restart-replay-replay-with-inputs).
 */
export function presentReplay(execution: Execution, { outputs }: Pick<Execution, 'outputs'>): WireExecution {
  const { head, tail } = presentExecutionParts({ ...execution, outputs })
  return { ...head, taskRunList: [], ...tail }
}

/** Where people see an execution. */
export function executionUrl(serverUrl: string, { tenant, namespace, flowId, id }: Execution): string {
  return `${serverUrl}/ui/${tenant}/executions/${namespace}/${flowId}/${id}`
}

/** What presenting task runs needs besides them. */
export interface TaskRunContext {
  readonly execution: Pick<Execution, 'namespace' | 'flowId'>
  /** Named as the worker of task runs that one carried out: this server is its own worker. */
  readonly workerId: string
}

/** A task run with its outputs (api.md 2.3); none are an empty map. */
export function presentTaskRun(run: TaskRun, outputs: ValueMap, { execution, workerId }: TaskRunContext): WireTaskRun {
  // Workers take tasks that were submitted to them; the engine carries out all others itself (observed/api.md D31).
  const worker = run.histories.some(({ state }) => state === 'SUBMITTED') ? { workerId } : {}
  return {
    id: run.id,
    executionId: run.executionId,
    namespace: execution.namespace,
    flowId: execution.flowId,
    taskId: run.taskId,
    ...(run.parentId === null ? {} : { parentTaskRunId: run.parentId }),
    ...(run.value === null ? {} : { value: run.value }),
    ...(run.attempts.length === 0 ? {} : { attempts: run.attempts.map((attempt) => presentAttempt(attempt, worker)) }),
    outputs: { ...maskSealed(outputs) },
    state: presentState(run.state, run.histories),
    ...(run.iteration === null ? {} : { iteration: run.iteration }),
  }
}

function presentAttempt({ state, histories }: Attempt, worker: { readonly workerId?: string }) {
  return { state: presentState(state, histories), ...worker }
}

/** The first event of a follow stream: an execution of which only the id is known (observed/api.md H77). */
export function presentStub(executionId: string, now: number): ExecutionStub {
  return {
    id: executionId,
    labels: [],
    originalId: executionId,
    deleted: false,
    metadata: { attemptNumber: 1, originalCreatedDate: toInstant(now) },
  }
}

function isEmpty(map: ValueMap): boolean {
  return Object.keys(map).length === 0
}
