import type { Clock, Execution, Metric, MetricType, TaskRun } from '@countersign/core'

/** Measurements beyond this are dropped: a task must not fill the database. */
const MAX_METRICS = 1_000
const MAX_NAME_LENGTH = 150

/** Collects what an attempt measures. */
export class AttemptMetrics {
  readonly #metrics: Metric[] = []
  readonly #common: Pick<Metric, 'tenant' | 'executionId' | 'namespace' | 'flowId' | 'taskId' | 'taskRunId'>
  readonly #clock: Clock

  constructor(options: { readonly execution: Execution; readonly run: TaskRun; readonly clock: Clock }) {
    const { execution, run, clock } = options
    this.#clock = clock
    this.#common = {
      tenant: run.tenant,
      executionId: run.executionId,
      namespace: execution.namespace,
      flowId: execution.flowId,
      taskId: run.taskId,
      taskRunId: run.id,
    }
  }

  /** Names are cut to 150 characters; numbers that are none are dropped. */
  record(name: string, type: MetricType, value: number, tags: Readonly<Record<string, string>>): void {
    if (this.#metrics.length >= MAX_METRICS || !Number.isFinite(value)) return
    this.#metrics.push({
      ...this.#common,
      name: name.slice(0, MAX_NAME_LENGTH),
      type,
      value,
      tags,
      at: this.#clock.now(),
    })
  }

  get all(): readonly Metric[] {
    return this.#metrics
  }
}
