/** Row of `namespace_files`: one version of one path. */
export interface NamespaceFileRow {
  tenant: string
  namespace: string
  path: string
  version: number
  content: string
  size: number
  created_at: number
}

/** Row of `metrics` as it is inserted; the database adds `position`. */
export interface MetricRow {
  execution_id: string
  tenant: string
  namespace: string
  flow_id: string
  task_id: string
  task_run_id: string
  name: string
  type: string
  value: number
  tags: string
  at: number
}

/** Row of `metrics` as it is read. */
export interface StoredMetricRow extends MetricRow {
  position: number
}
