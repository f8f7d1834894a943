import { messageOf } from '../../errors/message-of.ts'
import { toText } from '../../task/properties/value-text.ts'
import type { Step } from '../advance/step.ts'
import type { PlanNode } from '../plan.ts'
import type { BranchName } from '../progress.ts'
import type { TaskRun } from '../task-run.ts'
import { beginBranch, failToBegin } from './begin.ts'
import type { Flowable } from './flowable.ts'

/**
 * The list of the case that `value` renders to, or `defaults` (engine.md 4.5). The value is kept as an output and never read
 * again, so that the choice stands. Without a list to run the task fails; without any `cases` it takes its `defaults`
 * (deviation of sw-defaults-only: Kestra fails).
 */
export const switchTask: Flowable = {
  start(step, run, node) {
    let value: string
    try {
      value = step.rendering(run).text(toText(node.task.properties.value ?? ''))
    } catch (error) {
      const reason = messageOf(error)
      return refuse(step, run, `The value of \`${run.taskId}\` cannot be rendered: ${reason}`, [reason])
    }
    const named: BranchName = `case:${value}`
    const matches = node.branches.has(named)
    const branch = matches ? named : 'defaults'
    const outputs = { value, defaults: !matches }
    if ((node.branches.get(branch)?.length ?? 0) > 0 || (matches && isEmptyByChoice(node, value))) {
      return beginBranch(step, run, branch, outputs)
    }
    step.draft.putOutputs(run, outputs)
    refuse(
      step,
      run,
      `\`${run.taskId}\` has no case \`${value}\` and no \`defaults\`; add the case or \`defaults\``,
      [],
    )
  },
}

/** A case whose tasks are all disabled was still chosen: it has nothing to do. */
function isEmptyByChoice({ task }: PlanNode, value: string): boolean {
  return (task.cases?.[value]?.length ?? 0) > 0
}

function refuse(step: Step, run: TaskRun, message: string, details: readonly string[]): void {
  // Kestra says it as a warning first, and what cannot be rendered twice (observed: sw-nomatch, sw-error).
  const warning = { level: 'WARN', message: `No task found: ${message}` } as const
  failToBegin(step, run, message, [warning, ...details.map((detail) => ({ level: 'ERROR', message: detail }) as const)])
}
