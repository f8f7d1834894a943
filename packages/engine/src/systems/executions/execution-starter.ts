import {
  AppError,
  type Execution,
  type FieldError,
  type FileStorage,
  type Ids,
  invariant,
  type Label,
  type Plan,
} from '@countersign/core'
import type { Caller, CreateExecution } from '../../client.ts'
import type { Committer } from '../commit/committer.ts'
import { placeOfInputs, storeUploads } from '../files/uploads.ts'
import type { FlowLibrary } from '../flows/flow-library.ts'
import { flowNotFound } from '../flows/flow-writer.ts'
import type { Admission } from './admission.ts'
import { assertBreakpoints } from './breakpoints.ts'
import { type InputResolver, inputError } from './input-resolver.ts'
import type { ExecutionPlan, PreparedExecution } from './prepare-execution.ts'

/** See `EngineClient.createExecution`. */
export type ExecutionStarter = (caller: Caller, create: CreateExecution) => Promise<Execution>

interface StarterOptions {
  readonly library: FlowLibrary
  readonly inputs: InputResolver
  readonly admission: Pick<Admission, 'admit'>
  readonly prepare: (plan: ExecutionPlan) => PreparedExecution
  readonly committer: Committer
  readonly files: FileStorage
  readonly ids: Ids
}

/**
 * Starts executions: creation and the first turn are one commit, so that a short flow costs one transaction in all. Uploaded files
 * are stored before it, because the first turn may read them, and deleted again when it is not written.
 */
export function createExecutionStarter(options: StarterOptions): ExecutionStarter {
  const { library, inputs, admission, prepare, committer, files, ids } = options
  return async (caller, create) => {
    const plan = await findRunnable(library, caller.tenant, create)
    assertLabels(create.labels)
    assertBreakpoints(plan, create.breakpoints ?? [])
    const id = ids.next()
    const place = placeOfInputs({ namespace: plan.flow.namespace, flowId: plan.flow.id, id })
    const resolved = await inputs.ofFlow(plan, create.inputs, place)
    if (resolved.errors.length > 0) throw inputError(resolved.errors)
    const from: readonly Label[] = create.from === undefined ? [] : [{ key: 'system.from', value: create.from }]
    const uploads = await storeUploads(files, caller.tenant, create.inputs, resolved, place)
    const start = async () => {
      const planned = await admission.admit({
        id,
        plan,
        inputs: resolved.values,
        warnings: resolved.warnings,
        labels: [...create.labels, ...from],
        createdBy: caller.actor,
        origin: caller.origin,
        kind: create.kind ?? 'NORMAL',
        breakpoints: create.breakpoints ?? [],
        ...(create.scheduleAt === undefined ? {} : { scheduleAt: create.scheduleAt }),
      })
      const prepared = prepare(planned)
      const outcome = await committer.commit(prepared.unit, prepared.adopt)
      invariant(outcome === 'committed', `the id ${prepared.created.id} of a new execution is taken`)
      return prepared.created
    }
    return start().catch(async (error: unknown) => {
      await uploads.discard()
      throw error
    })
  }
}

/** The flow to run. @throws AppError FLOW_NOT_FOUND, FLOW_DISABLED */
export async function findRunnable(
  library: FlowLibrary,
  tenant: string,
  { namespace, flowId, revision }: Pick<CreateExecution, 'namespace' | 'flowId' | 'revision'>,
): Promise<Plan> {
  const newest = await library.latest(tenant, namespace, flowId)
  // A revision of a flow that was deleted is history, not something to run.
  const plan =
    revision === undefined || newest === null ? newest : await library.revision(tenant, namespace, flowId, revision)
  if (plan === null || plan.flow.deleted) throw flowNotFound(namespace, flowId, revision)
  if (plan.flow.disabled) {
    throw new AppError('FLOW_DISABLED', `Flow \`${namespace}.${flowId}\` is disabled; enable it before it is run`)
  }
  return plan
}

/** Callers may give any label but those of the system, of which only the correlation id is theirs (engine.md 7.3). */
function assertLabels(labels: readonly Label[]): void {
  const fields = labels.flatMap((label, index): readonly FieldError[] => {
    const message = labelProblem(label)
    return message === null ? [] : [{ field: `labels[${index}]`, code: 'LABEL_INVALID', message }]
  })
  const [first] = fields
  if (first !== undefined) throw new AppError('LABEL_INVALID', first.message, { fields })
}

function labelProblem({ key, value }: Label): string | null {
  if (key === '') return 'A label needs a key'
  if (value === '') return `The label \`${key}\` needs a value`
  if (key.startsWith('system.') && key !== 'system.correlationId') {
    return `The label \`${key}\` is reserved: labels that start with \`system.\` are set by the system`
  }
  return null
}
