import type { AuditAction, AuditDraft, ValueMap } from '@countersign/core'
import type { Caller, EngineClient } from '../../client.ts'
import type { NamespaceFileLibrary } from '../files/namespace-file-library.ts'
import type { NamespaceFileTarget } from '../files/namespace-file-rows.ts'

/** What people do with files of namespaces. */
export type NamespaceFileWriter = Pick<
  EngineClient,
  'writeNamespaceFile' | 'makeNamespaceFolder' | 'deleteNamespaceFile' | 'moveNamespaceFile'
>

/** The audit log names the path, never what is in the file. */
export function createNamespaceFileWriter({
  namespaceFiles: library,
}: {
  readonly namespaceFiles: NamespaceFileLibrary
}): NamespaceFileWriter {
  function target(caller: Caller, namespace: string, path: string, action: AuditAction, body: ValueMap = {}) {
    const audit = (at: number): readonly AuditDraft[] => [
      {
        tenant: caller.tenant,
        at,
        actor: caller.actor,
        action,
        target: { kind: 'file', id: path.replace(/^\/+/, ''), namespace },
        origin: caller.origin,
        body,
      },
    ]
    return { tenant: caller.tenant, namespace, path, audit } satisfies NamespaceFileTarget
  }

  return {
    writeNamespaceFile: (caller, namespace, path, content) =>
      library.write(target(caller, namespace, path, 'file.written'), content),
    makeNamespaceFolder: (caller, namespace, path) =>
      library.makeFolder(target(caller, namespace, path, 'file.written', { folder: true })),
    deleteNamespaceFile: (caller, namespace, path) => library.delete(target(caller, namespace, path, 'file.deleted')),
    moveNamespaceFile: (caller, namespace, from, to) =>
      library.move(target(caller, namespace, from, 'file.moved', { to }), to),
  }
}
