import type { TaskRun, TaskRunOutputs } from '../task-run.ts'
import type { RemovedTaskRun, WorkingSet } from '../turn.ts'

/** The outputs of an execution as a turn sees them: those that it made itself, and loaded ones. */
export class DraftOutputs {
  readonly #base: Pick<WorkingSet, 'outputs' | 'outputsAt' | 'complete'>
  /** By task id, of tasks whose outputs are all known; the others are read from the working set. */
  readonly #changed = new Map<string, readonly TaskRunOutputs[]>()
  /** By the id of their task run. */
  readonly #made = new Map<string, TaskRunOutputs>()

  constructor(base: Pick<WorkingSet, 'outputs' | 'outputsAt' | 'complete'>) {
    this.#base = base
  }

  /** Those that this turn made. */
  get made(): readonly TaskRunOutputs[] {
    return [...this.#made.values()]
  }

  /** Of a task, or undefined when they are not all known. */
  of(taskId: string): readonly TaskRunOutputs[] | undefined {
    return this.#changed.get(taskId) ?? this.#base.outputs.get(taskId) ?? (this.#base.complete ? [] : undefined)
  }

  /** Ids of the tasks with outputs, or undefined when they are not all known. */
  taskIds(): readonly string[] | undefined {
    if (!this.#base.complete) return undefined
    const ids = new Set([...this.#base.outputs.keys(), ...this.#changed.keys()])
    // Those of a round that is over are forgotten.
    return [...ids].filter((id) => (this.of(id)?.length ?? 0) > 0)
  }

  /**
   * Of a task in one iteration: null when there are none, undefined when that is not known.
   *
   * @param wasRemoved tells whether this turn has forgotten a task run.
   */
  at(
    taskId: string,
    path: readonly string[],
    wasRemoved: (taskRunId: string) => boolean,
  ): TaskRunOutputs | null | undefined {
    const made = this.made.find((row) => row.taskId === taskId && samePath(row.path, path))
    if (made !== undefined) return made
    const loaded = this.#base.outputsAt(taskId, path)
    return loaded != null && wasRemoved(loaded.taskRunId) ? null : loaded
  }

  put(row: TaskRunOutputs, { iterationKey }: Pick<TaskRun, 'iterationKey'>): void {
    this.#made.set(row.taskRunId, row)
    const known = this.of(row.taskId)
    // Outside loops a task has one task run, so this row is all there is; inside, earlier rows may not be loaded.
    if (known !== undefined || iterationKey === '')
      this.#changed.set(row.taskId, [...without(known, row.taskRunId), row])
  }

  remove({ id, taskId }: RemovedTaskRun): void {
    this.#made.delete(id)
    const known = this.of(taskId)
    if (known !== undefined) this.#changed.set(taskId, without(known, id))
  }
}

function without(rows: readonly TaskRunOutputs[] = [], taskRunId: string): readonly TaskRunOutputs[] {
  return rows.filter((row) => row.taskRunId !== taskRunId)
}

function samePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}
