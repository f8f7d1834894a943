import {
  type Actor,
  type Clock,
  type CommitUnit,
  createExecutionRow,
  type Execution,
  type Ids,
  type Label,
  labelPairs,
  messageOf,
  type Origin,
  type Plan,
  type Trigger,
  type ValueMap,
  type Write,
} from '@countersign/core'
import { isPendingSignal } from '@countersign/expression'
import type { SecretMasker } from '../answers/secret-masker.ts'
import type { Admission } from '../executions/admission.ts'
import { type InputResolver, inputError } from '../executions/input-resolver.ts'
import { createdDraft, type ExecutionPlan, type PreparedExecution } from '../executions/prepare-execution.ts'
import type { StateChanges } from './state-changes.ts'
import type { Eye } from './trigger-sight.ts'

/** What a trigger asks to be started; `labels` and `inputs` are rendered. */
export interface TriggeredStart {
  readonly trigger: Trigger
  readonly plan: Plan
  readonly id: string
  readonly variables: ValueMap
  readonly inputs: ValueMap
  readonly labels: readonly Label[]
  readonly warnings: readonly string[]
  readonly origin: Origin
  readonly scheduleAt?: number
}

/** Executions that triggers start. */
export interface TriggeredExecutions {
  /** @throws AppError INPUT_INVALID */
  prepare(start: TriggeredStart): Promise<PreparedExecution>
  /** An execution that shows why a trigger could start none: FAILED, with the reason in its log. */
  failed(
    start: Pick<TriggeredStart, 'trigger' | 'plan' | 'id' | 'variables' | 'origin'>,
    reason: string,
  ): FailedExecution
}

export interface FailedExecution {
  readonly execution: Execution
  readonly unit: CommitUnit
}

interface TriggeredExecutionsOptions {
  readonly inputs: InputResolver
  readonly admission: Pick<Admission, 'admit'>
  readonly prepare: (plan: ExecutionPlan) => PreparedExecution
  readonly masker: SecretMasker
  readonly stateChanges: StateChanges
  readonly clock: Clock
  readonly ids: Ids
}

export function createTriggeredExecutions(options: TriggeredExecutionsOptions): TriggeredExecutions {
  const { inputs, admission, prepare, masker, stateChanges, clock } = options
  return {
    async prepare({ trigger, plan, variables, inputs: given, warnings, ...more }) {
      const raw = new Map(Object.entries(given).map(([id, value]) => [id, { kind: 'value', value } as const]))
      const shown = { id: trigger.id, type: trigger.type.type, variables }
      const resolved = await inputs.ofFlow(plan, raw, undefined, shown)
      if (resolved.errors.length > 0) throw inputError(resolved.errors)
      const admitted = await admission.admit({
        ...more,
        plan,
        inputs: resolved.values,
        warnings: [...warnings, ...resolved.warnings],
        createdBy: triggerActor(trigger),
        trigger: shown,
      })
      return prepare(admitted)
    },
    failed({ trigger, plan, id, variables, origin }, reason) {
      const now = clock.now()
      const created = createExecutionRow({
        id,
        flow: plan.flow,
        inputs: {},
        labels: [FROM_TRIGGER],
        createdBy: triggerActor(trigger),
        now,
        trigger: { id: trigger.id, type: trigger.type.type, variables },
      })
      const execution: Execution = {
        ...created,
        version: 1,
        state: 'FAILED',
        histories: [...created.histories, { state: 'FAILED', at: now }],
        endedAt: now,
      }
      const { tenant, namespace, flowId } = execution
      const line: Write = {
        kind: 'log-append',
        row: {
          tenant,
          executionId: id,
          namespace,
          flowId,
          taskId: null,
          taskRunId: null,
          attempt: null,
          at: now,
          level: 'ERROR',
          message: masker.mask(tenant, id, `Trigger \`${trigger.id}\` could not start an execution: ${reason}`),
        },
      }
      const unit: CommitUnit = {
        guards: [{ kind: 'execution-version', executionId: id, version: 0 }],
        writes: [{ kind: 'execution-insert', row: execution }, line, ...stateChanges(created, execution)],
        audit: [createdDraft(created, origin)],
      }
      return { execution, unit }
    },
  }
}

/** The mark of what a trigger started by itself (observed: tr-schedule, N-webhook). */
export const FROM_TRIGGER: Label = { key: 'system.from', value: 'trigger' }

/** A trigger as an actor of the audit log. */
function triggerActor({ id, flow: { namespace, id: flowId } }: Pick<Trigger, 'id' | 'flow'>): Actor {
  return { kind: 'trigger', id: `${namespace}.${flowId}.${id}`, name: id }
}

/** Labels of a trigger, rendered one by one: one that cannot be rendered is left out, with a warning (engine.md 6.1). */
export function renderLabels(
  { labels }: Pick<Trigger, 'labels'>,
  eye: Eye,
  extra: ValueMap,
): { readonly labels: readonly Label[]; readonly warnings: readonly string[] } {
  const warnings: string[] = []
  const rendered = labelPairs(labels).flatMap(({ key, value }): readonly Label[] => {
    if (key.startsWith('system.')) {
      warnings.push(
        `Label \`${key}\` of the trigger is left out: labels that start with \`system.\` are set by the system.`,
      )
      return []
    }
    try {
      return [{ key, value: eye.rendering(extra).text(value) }]
    } catch (error) {
      if (isPendingSignal(error)) throw error
      warnings.push(`Label \`${key}\` of the trigger is left out, for it cannot be rendered: ${messageOf(error)}`)
      return []
    }
  })
  return { labels: rendered, warnings }
}

/** Inputs of a trigger, rendered. @throws an expression error or a pending signal */
export function renderInputs({ inputs }: Pick<Trigger, 'inputs'>, eye: Eye, extra: ValueMap): ValueMap {
  const rendered = eye.rendering(extra).deep(inputs)
  // A rendered map is a map.
  return rendered as ValueMap
}
