import {
  AppError,
  type Clock,
  type ContextSettings,
  createRendering,
  type ExecutionStore,
  type HostAnswer,
  type HostQuestion,
  isAppError,
  SECRET_MASK,
  type TaskRun,
} from '@countersign/core'
import { type ExpressionEngine, isExpressionError } from '@countersign/expression'
import type { EngineClient, Evaluation } from '../../client.ts'
import { assertTenant } from '../approvals/find-request.ts'
import type { Hosts } from '../executions/hosts.ts'
import type { HotExecution } from '../executions/hot-execution.ts'
import type { HostResolver } from './host-resolver.ts'
import { renderWithAnswers } from './render-with-answers.ts'
import type { SecretMasker } from './secret-masker.ts'

interface EvaluatorOptions {
  readonly executions: Pick<ExecutionStore, 'taskRuns'>
  readonly hosts: Hosts
  readonly expressions: ExpressionEngine
  readonly settings: ContextSettings
  readonly resolver: HostResolver
  readonly masker: SecretMasker
  readonly clock: Clock
}

/** Renders expressions against executions for people who look: they see what a template gives, never a secret. */
export function createEvaluator(options: EvaluatorOptions): EngineClient['evaluate'] {
  const { executions, hosts, expressions, settings, resolver, masker, clock } = options

  async function answer(question: HostQuestion, hot: HotExecution): Promise<HostAnswer> {
    // What is sealed is not even opened.
    if (question.kind === 'unseal') return { ok: true, value: SECRET_MASK }
    const found = await resolver.answer(question, hot)
    return question.kind === 'secret' && found.ok ? { ok: true, value: SECRET_MASK } : found
  }

  async function findRun(hot: HotExecution, taskRunId: string): Promise<TaskRun> {
    const known = hot.findTaskRun(taskRunId)
    const run = known ?? (await executions.taskRuns(hot.execution.id)).find((one) => one.id === taskRunId)
    if (run !== undefined) return run
    const text = `Execution ${hot.execution.id} has no task run ${taskRunId}`
    throw new AppError('EXECUTION_NOT_FOUND', text)
  }

  return async (tenant, executionId, expression, taskRunId): Promise<Evaluation> => {
    const hot = await hosts.read(executionId)
    assertTenant(hot, tenant, executionId)
    const run = taskRunId === undefined ? null : await findRun(hot, taskRunId)
    const mask = (text: string) => masker.mask(tenant, executionId, text)
    try {
      const result = await renderWithAnswers({
        answer: (question) => answer(question, hot),
        render: (answers) => {
          const now = clock.now()
          const rendering = createRendering({ expressions, settings, plan: hot.plan, facts: hot, run, answers, now })
          return rendering.text(expression)
        },
      })
      return { result: mask(result) }
    } catch (error) {
      if (isExpressionError(error) || isAppError(error)) return { error: mask(error.message) }
      throw error
    }
  }
}
