import type { MapNode } from './document/node.ts'
import { type Findings, memberPath } from './findings.ts'
import type { Task } from './flow.ts'
import { PAUSE_TYPE } from './flowable-rules.ts'

/** Warns about gates that wait for ever, and about gates that approve themselves (approvals.md 3.1). */
export function lintPauses(
  tasks: readonly { readonly task: Task; readonly path: string; readonly map: MapNode }[],
  findings: Findings,
): void {
  for (const { task, path, map } of tasks) {
    if (task.type !== PAUSE_TYPE || task.disabled) continue
    const { pauseDuration, delay, behavior, approval } = task.properties
    // A gate with an `approval:` block has rules of its own for its deadline, and fails closed.
    if (approval !== undefined) continue
    const waits = pauseDuration ?? delay
    if (waits === undefined && task.timeout === undefined) {
      const message = `\`${task.id}\` waits for an answer for ever: it has no deadline.`
      const hint = 'Set `pauseDuration`, and `behavior: FAIL` unless it may go on without an answer.'
      findings.warning('PAUSE_WITHOUT_DEADLINE', { path, range: rangeOf(map, 'type') }, message, hint)
    } else if (waits !== undefined && (behavior === undefined || behavior === 'RESUME')) {
      const name = pauseDuration === undefined ? 'delay' : 'pauseDuration'
      const message = `\`${task.id}\` approves itself: after \`${name}\` the flow goes on as if somebody had approved.`
      const hint = 'Set `behavior: FAIL` (or CANCEL) if an answer is needed.'
      findings.warning(
        'PAUSE_APPROVES_ITSELF',
        { path: memberPath(path, name), range: rangeOf(map, name) },
        message,
        hint,
      )
    }
  }
}

function rangeOf(map: MapNode, name: string) {
  return (map.entries.find((entry) => entry.key === name)?.value ?? map).range
}
