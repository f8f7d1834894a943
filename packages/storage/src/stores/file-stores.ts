import type { MetricStore, NamespaceFile, NamespaceFileStore } from '@countersign/core'
import type { Readers } from '../dialects/readers.ts'
import { fromMetricRow, fromNamespaceFileRow } from '../rows/file-row.ts'
import { toStoredText } from '../rows/stored-text.ts'

export function createNamespaceFileStore({ quick }: Readers): NamespaceFileStore {
  const filesOf = (tenant: string, namespace: string) =>
    quick.selectFrom('namespace_files').selectAll().where('tenant', '=', tenant).where('namespace', '=', namespace)

  return {
    find: async (tenant, namespace, path, version) => {
      let query = filesOf(tenant, namespace).where('path', '=', toStoredText(path))
      if (version !== undefined) query = query.where('version', '=', version)
      const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst()
      return row ? fromNamespaceFileRow(row) : null
    },
    versions: async (tenant, namespace, path) => {
      const rows = await filesOf(tenant, namespace).where('path', '=', toStoredText(path)).orderBy('version').execute()
      return rows.map(fromNamespaceFileRow)
    },
    list: async (tenant, namespace) => {
      const rows = await filesOf(tenant, namespace).orderBy('path').orderBy('version').execute()
      // The last version of a path wins and keeps its place.
      return [...new Map(rows.map((row): [string, NamespaceFile] => [row.path, fromNamespaceFileRow(row)])).values()]
    },
    below: async (tenant, namespace, folder) => {
      const prefix = toStoredText(folder)
      const rows = await filesOf(tenant, namespace)
        .where('path', '>=', prefix)
        // `0` follows `/`: every path that begins with the folder, and no other, lies between the two.
        .where('path', '<', `${prefix.slice(0, -1)}0`)
        .orderBy('path')
        .orderBy('version')
        .execute()
      return rows.map(fromNamespaceFileRow)
    },
  }
}

export function createMetricStore({ quick }: Readers): MetricStore {
  return {
    search: async (tenant, { executionId, taskId, taskRunId }) => {
      let query = quick
        .selectFrom('metrics')
        .selectAll()
        .where('execution_id', '=', executionId)
        .where('tenant', '=', tenant)
      if (taskId !== undefined) query = query.where('task_id', '=', taskId)
      if (taskRunId !== undefined) query = query.where('task_run_id', '=', taskRunId)
      return (await query.orderBy('position').execute()).map(fromMetricRow)
    },
  }
}
