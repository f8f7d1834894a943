import type { Metric } from '../execution/metric.ts'

export interface MetricSearch {
  readonly executionId: string
  readonly taskId?: string
  readonly taskRunId?: string
}

/** Measurements of task runs. Writing goes through `CommitStore`; they go with their execution. */
export interface MetricStore {
  /** In the order in which they were stored. */
  search(tenant: string, search: MetricSearch): Promise<readonly Metric[]>
}
