/**
 * One version of a file that a namespace keeps, or a folder that somebody made: the path of a folder ends in `/`. Paths have no
 * slash at their start. A version is never changed once it is written; its content is a file of the internal storage that
 * belongs to it alone.
 */
export interface NamespaceFile {
  readonly tenant: string
  readonly namespace: string
  readonly path: string
  /** Starts at 1, +1 with each write of the path. */
  readonly version: number
  /** URI of the content in the internal storage; empty for a folder. */
  readonly content: string
  /** Bytes. */
  readonly size: number
  readonly createdAt: number
}

/** Files of namespaces. Writing goes through `CommitStore`; paths are in order of their UTF-8 bytes. */
export interface NamespaceFileStore {
  /** The newest version, or `version`. */
  find(tenant: string, namespace: string, path: string, version?: number): Promise<NamespaceFile | null>
  /** All versions of a path, oldest first. */
  versions(tenant: string, namespace: string, path: string): Promise<readonly NamespaceFile[]>
  /** The newest version of every path. */
  list(tenant: string, namespace: string): Promise<readonly NamespaceFile[]>
  /** Every version of every path below a folder, whose path ends in `/`; the folder itself is one of them. */
  below(tenant: string, namespace: string, folder: string): Promise<readonly NamespaceFile[]>
}
