import type { HostAnswer } from '@countersign/expression'
import { askData } from '../context/data-question.ts'
import type { TaskRun } from '../task-run.ts'
import type { RemovedTaskRun } from '../turn.ts'

/** Task runs that a turn took away. */
export class RemovedRows {
  readonly #ids = new Set<string>()
  readonly #stored: RemovedTaskRun[] = []

  /** Those that were stored before this turn. */
  get stored(): readonly RemovedTaskRun[] {
    return this.#stored
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  add({ id, taskId, sequence }: RemovedTaskRun, isStored: boolean): void {
    this.#ids.add(id)
    if (isStored) this.#stored.push({ id, taskId, sequence })
  }
}

/**
 * Every task run inside of a container, at any depth: of those in memory, and of the stored ones when not all are.
 * @throws PendingSignal
 */
export function rowsBelow(
  parentId: string,
  known: readonly TaskRun[],
  complete: boolean,
  answers: ReadonlyMap<string, HostAnswer>,
): readonly RemovedTaskRun[] {
  const children = Map.groupBy(known, (run) => run.parentId)
  const below = (id: string): readonly RemovedTaskRun[] =>
    (children.get(id) ?? []).flatMap((child) => [child, ...below(child.id)])
  const loaded = below(parentId)
  if (complete) return loaded
  const answer = askData(answers, 'taskRunsBelow', [parentId])
  // The engine answers with rows of this shape; anything else would be a bug there.
  const stored = (Array.isArray(answer) ? answer : []) as unknown as readonly RemovedTaskRun[]
  return [...new Map([...stored, ...loaded].map((row) => [row.id, row])).values()]
}
