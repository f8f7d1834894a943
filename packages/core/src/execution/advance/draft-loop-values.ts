import type { HostAnswer } from '@countersign/expression'
import { invariant } from '../../errors/invariant.ts'
import { askData } from '../context/data-question.ts'
import { LOOP_VALUES_PER_CHUNK, type LoopValues, type TaskRun } from '../task-run.ts'
import type { WorkingSet } from '../turn.ts'

/** The values of loops as a turn sees them: those that it kept itself, and loaded ones. */
export class DraftLoopValues {
  readonly #base: Pick<WorkingSet, 'loopValues'>
  readonly #answers: ReadonlyMap<string, HostAnswer>
  readonly #added: LoopValues[] = []

  constructor(base: Pick<WorkingSet, 'loopValues'>, answers: ReadonlyMap<string, HostAnswer>) {
    this.#base = base
    this.#answers = answers
  }

  get added(): readonly LoopValues[] {
    return this.#added
  }

  put(run: TaskRun, values: readonly string[]): void {
    const chunks = Math.ceil(values.length / LOOP_VALUES_PER_CHUNK)
    for (let chunk = 0; chunk < chunks; chunk++) {
      const first = chunk * LOOP_VALUES_PER_CHUNK
      const part = values.slice(first, first + LOOP_VALUES_PER_CHUNK)
      this.#added.push({ executionId: run.executionId, taskRunId: run.id, chunk, values: part })
    }
  }

  /** @throws PendingSignal when the value is not loaded */
  at(taskRunId: string, index: number): string {
    const chunk = Math.floor(index / LOOP_VALUES_PER_CHUNK)
    const value = this.#chunk(taskRunId, chunk)[index % LOOP_VALUES_PER_CHUNK]
    invariant(value !== undefined, `loop ${taskRunId} has no value ${index}`)
    return value
  }

  #chunk(taskRunId: string, chunk: number): readonly string[] {
    const added = this.#added.find((one) => one.taskRunId === taskRunId && one.chunk === chunk)
    const known = added?.values ?? this.#base.loopValues.get(taskRunId)?.get(chunk)
    if (known !== undefined) return known
    const answer = askData(this.#answers, 'loopValues', [taskRunId, chunk])
    return Array.isArray(answer) ? answer.map(String) : []
  }
}
