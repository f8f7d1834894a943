import { messageOf } from '../../errors/message-of.ts'
import { beginBranch, failToBegin } from './begin.ts'
import type { Flowable } from './flowable.ts'

/**
 * One of two lists. The condition is evaluated once, when the task starts, and kept as `evaluationResult`: the branch never
 * flips (engine.md 4.4). A missing condition is false (observed: if-missing-cond).
 */
export const ifTask: Flowable = {
  start(step, run, node) {
    const condition = node.task.properties.condition ?? null
    let holds: boolean
    try {
      holds = step.rendering(run).condition(condition)
    } catch (error) {
      const message = `The condition of \`${node.task.id}\` cannot be evaluated: ${messageOf(error)}`
      return failToBegin(step, run, message)
    }
    beginBranch(step, run, holds ? 'then' : 'else', { evaluationResult: holds })
  },
}
