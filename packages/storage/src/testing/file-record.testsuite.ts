import type { Metric, NamespaceFile } from '@countersign/core'
import { expect, it } from 'vitest'
import { type ContractSubject, freshTenant, write } from './contract-subject.ts'
import { SAMPLE_NOW } from './sample-records.ts'

/** What every `NamespaceFileStore` and `MetricStore` does. */
export function describeFileRecordStores(subject: ContractSubject): void {
  const file = (tenant: string, path: string, version = 1): NamespaceFile => ({
    tenant,
    namespace: 'hr.leave',
    path,
    version,
    content: path.endsWith('/') ? '' : `kestra:///hr/leave/_versions/${path}-${version}`,
    size: 5_000_000_000 + version,
    createdAt: SAMPLE_NOW + version,
  })

  it('Versions of namespace files are kept; the newest is found and listed', async () => {
    const { storage } = subject()
    const { tenant } = freshTenant()
    const rows = [file(tenant, 'b.txt'), file(tenant, 'b.txt', 2), file(tenant, 'a/ü.txt'), file(tenant, 'empty/')]
    await write(storage, ...rows.map((row) => ({ kind: 'namespace-file-put', row }) as const))
    const { namespaceFiles } = storage

    expect(await namespaceFiles.find(tenant, 'hr.leave', 'b.txt')).toEqual(file(tenant, 'b.txt', 2))
    expect(await namespaceFiles.find(tenant, 'hr.leave', 'b.txt', 1)).toEqual(file(tenant, 'b.txt', 1))
    expect(await namespaceFiles.find(tenant, 'hr.leave', 'b.txt', 3)).toBeNull()
    expect(await namespaceFiles.find(tenant, 'hr', 'b.txt')).toBeNull()
    expect(await namespaceFiles.find('somebody-else', 'hr.leave', 'b.txt')).toBeNull()
    expect((await namespaceFiles.versions(tenant, 'hr.leave', 'b.txt')).map((row) => row.version)).toEqual([1, 2])
    const listed = await namespaceFiles.list(tenant, 'hr.leave')
    expect(listed.map(({ path, version }) => `${path} ${version}`)).toEqual(['a/ü.txt 1', 'b.txt 2', 'empty/ 1'])
  })

  it('What is below a folder is told from what only begins like it, and versions are removed one by one', async () => {
    const { storage } = subject()
    const { tenant } = freshTenant()
    const rows = ['a/', 'a/1.txt', 'a/b/2.txt', 'a.txt', 'a0', 'ab/3.txt'].map((path) => file(tenant, path))
    await write(storage, ...rows.map((row) => ({ kind: 'namespace-file-put', row }) as const))
    const paths = async () => (await storage.namespaceFiles.below(tenant, 'hr.leave', 'a/')).map((row) => row.path)

    expect(await paths()).toEqual(['a/', 'a/1.txt', 'a/b/2.txt'])
    const gone = { tenant, namespace: 'hr.leave', path: 'a/1.txt', version: 1 }
    await write(storage, { kind: 'namespace-file-delete', ...gone })
    expect(await paths()).toEqual(['a/', 'a/b/2.txt'])
  })

  it('Measurements are found by execution, task and task run, and go with their execution', async () => {
    const { storage } = subject()
    const records = freshTenant()
    const execution = records.execution()
    const metric = (taskId: string, value: number): Metric => ({
      tenant: records.tenant,
      executionId: execution.id,
      namespace: execution.namespace,
      flowId: execution.flowId,
      taskId,
      taskRunId: `${taskId}-run`,
      name: 'records',
      type: 'counter',
      value,
      tags: { format: 'csv' },
      at: SAMPLE_NOW,
    })
    const rows = [metric('one', 1.5), metric('two', 3_000_000_000), metric('one', 0)]
    await write(
      storage,
      { kind: 'execution-insert', row: execution },
      ...rows.map((row) => ({ kind: 'metric-append', row }) as const),
    )
    const search = (more = {}) => storage.metrics.search(records.tenant, { executionId: execution.id, ...more })

    expect(await search()).toEqual(rows)
    expect(await search({ taskId: 'two' })).toEqual([rows[1]])
    expect(await search({ taskRunId: 'one-run' })).toEqual([rows[0], rows[2]])
    expect(await storage.metrics.search('somebody-else', { executionId: execution.id })).toEqual([])
    const gone = { kind: 'execution-delete', tenant: records.tenant, executionId: execution.id } as const
    await write(storage, { ...gone, keep: ['metrics'] })
    expect(await storage.executions.find(records.tenant, execution.id)).toBeNull()
    expect(await search()).toEqual(rows)
    await write(storage, gone)
    expect(await search()).toEqual([])
  })
}
