import {
  AppError,
  type Clock,
  type ContextSettings,
  type CreationCheck,
  combinedBehavior,
  createExecutionRow,
  createRendering,
  failingChecks,
} from '@countersign/core'
import { type ExpressionEngine, isPendingSignal } from '@countersign/expression'
import type { HostResolver } from '../answers/host-resolver.ts'
import { renderWithAnswers } from '../answers/render-with-answers.ts'
import type { SecretMasker } from '../answers/secret-masker.ts'
import { newHotExecution } from './hot-execution.ts'
import type { ExecutionPlan } from './prepare-execution.ts'

/** Looks at the `checks` of a flow before one of its executions is created, whoever starts it. */
export interface Admission {
  /**
   * The execution as it may be created: as planned, or to end FAILED before its first task.
   *
   * @throws AppError EXECUTION_BLOCKED with one field for each check that does not hold
   */
  admit(planned: ExecutionPlan): Promise<ExecutionPlan>
  /** The checks that do not hold, for people who are about to start it. */
  failing(planned: ExecutionPlan): Promise<readonly CreationCheck[]>
}

interface AdmissionOptions {
  readonly expressions: ExpressionEngine
  readonly settings: ContextSettings
  readonly resolver: HostResolver
  readonly masker: SecretMasker
  readonly clock: Clock
}

export function createAdmission({ expressions, settings, resolver, masker, clock }: AdmissionOptions): Admission {
  async function failing(planned: ExecutionPlan): Promise<readonly CreationCheck[]> {
    const { plan } = planned
    const { checks, tenant } = plan.flow
    if (checks.length === 0) return []
    const now = clock.now()
    const execution = createExecutionRow({ ...planned, flow: plan.flow, now })
    const hot = newHotExecution(plan, execution)
    const found = await renderWithAnswers({
      answer: (question) => resolver.answer(question, hot),
      render: (answers) =>
        failingChecks(checks, {
          isPending: isPendingSignal,
          renderer: createRendering({ expressions, settings, plan, facts: hot, run: null, answers, now }),
        }),
    })
    // A reason why a check could not be evaluated may quote what an expression read.
    return found.map((check) => ({ ...check, message: masker.mask(tenant, planned.id, check.message) }))
  }

  return {
    failing,
    async admit(planned) {
      const found = await failing(planned)
      const behavior = combinedBehavior(found)
      if (behavior === 'BLOCK_EXECUTION') throw blocked(found)
      if (behavior !== 'FAIL_EXECUTION') return planned
      return { ...planned, refusedBy: found.map(({ message }) => message) }
    },
  }
}

function blocked(failing: readonly CreationCheck[]): AppError {
  // They belong to no input: a form shows them above its fields.
  const fields = failing.map(({ message }) => ({ field: '', code: 'EXECUTION_BLOCKED', message }))
  const reasons = failing.map(({ message }) => message).join('; ')
  return new AppError('EXECUTION_BLOCKED', `The flow cannot be run with these inputs: ${reasons}`, { fields })
}
