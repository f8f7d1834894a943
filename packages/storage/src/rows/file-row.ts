import type { Metric, MetricType, NamespaceFile } from '@countersign/core'
import type { MetricRow, NamespaceFileRow } from '../schema/file-rows.ts'
import { toStoredText } from './stored-text.ts'

export function toNamespaceFileRow(file: NamespaceFile): NamespaceFileRow {
  return {
    tenant: file.tenant,
    namespace: file.namespace,
    path: toStoredText(file.path),
    version: file.version,
    content: file.content,
    size: file.size,
    created_at: file.createdAt,
  }
}

export function fromNamespaceFileRow(row: NamespaceFileRow): NamespaceFile {
  return {
    tenant: row.tenant,
    namespace: row.namespace,
    path: row.path,
    version: row.version,
    content: row.content,
    size: row.size,
    createdAt: row.created_at,
  }
}

export function toMetricRow(metric: Metric): MetricRow {
  return {
    execution_id: metric.executionId,
    tenant: metric.tenant,
    namespace: metric.namespace,
    flow_id: metric.flowId,
    task_id: metric.taskId,
    task_run_id: metric.taskRunId,
    name: toStoredText(metric.name),
    type: metric.type,
    value: metric.value,
    tags: toStoredText(JSON.stringify(metric.tags)),
    at: metric.at,
  }
}

export function fromMetricRow(row: MetricRow): Metric {
  return {
    tenant: row.tenant,
    executionId: row.execution_id,
    namespace: row.namespace,
    flowId: row.flow_id,
    taskId: row.task_id,
    taskRunId: row.task_run_id,
    name: row.name,
    // The columns hold only what was written from a Metric.
    type: row.type as MetricType,
    value: row.value,
    tags: JSON.parse(row.tags) as Readonly<Record<string, string>>,
    at: row.at,
  }
}
