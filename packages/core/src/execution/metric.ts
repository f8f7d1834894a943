/** Kinds of measurements: how many, how long (milliseconds), how much at a moment. */
export type MetricType = 'counter' | 'timer' | 'gauge'

/** A measurement that a task recorded. */
export interface Metric {
  readonly tenant: string
  readonly executionId: string
  readonly namespace: string
  readonly flowId: string
  readonly taskId: string
  readonly taskRunId: string
  readonly name: string
  readonly type: MetricType
  readonly value: number
  readonly tags: Readonly<Record<string, string>>
  readonly at: number
}
