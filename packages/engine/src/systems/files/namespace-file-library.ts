import { AppError } from '@countersign/core'
import type { NamespaceFiles } from '@countersign/plugin-sdk'

/** Files of namespaces. */
export interface NamespaceFileLibrary {
  /** The storage's own URI of what `uri` names among the files of a namespace; null when it names something else. */
  locate(tenant: string, namespace: string, uri: string): Promise<string | null>
  /** What tasks of a tenant may do with them. */
  ofTenant(tenant: string): NamespaceFiles
}

export function createNamespaceFileLibrary(): NamespaceFileLibrary {
  const refuse = async () => {
    throw new AppError('FILE_NOT_FOUND', 'Files of namespaces are not kept yet')
  }
  return { locate: async () => null, ofTenant: () => ({ list: refuse, read: refuse, write: refuse, delete: refuse }) }
}
