import type { FileContent, LogLevel, StoredLog } from '@countersign/core'

/**
 * Files of the execution in the internal storage. They are addressed by `kestra:///` URIs, which are what tasks give as outputs
 * and take as properties. A task may read files of its own execution, of executions in its namespace, and of executions above
 * and below its own (parents and children by Subflow); also namespace files by URI. Files live as long as their execution.
 *
 * Content goes by in pieces, so that files may be larger than the memory. A Node stream can be written and, with
 * `Readable.from(...)`, be made of what is read.
 *
 * @example
 * ```ts
 * const uri = await context.files.write('report.csv', createReadStream(path))
 * for await (const piece of await context.files.read(uri)) hash.update(piece)
 * ```
 */
export interface TaskFiles {
  /**
   * Stores a file below the prefix of this task run. `name` may have folders (`reports/a.csv`); a file of the same name is
   * replaced. Resolves with the file's URI once it is stored whole.
   * @throws AppError FILE_URI_INVALID for a name with `..` and the like; whatever reading `content` throws
   */
  write(name: string, content: string | Uint8Array | FileContent): Promise<string>
  /** The content, to be read once. @throws AppError FILE_NOT_FOUND, FILE_FORBIDDEN, FILE_URI_INVALID */
  read(uri: string): Promise<FileContent>
  /**
   * The whole file as UTF-8 text. For small files: default limit 10 MiB.
   * @throws AppError FILE_TOO_LARGE beyond `maxBytes`, and what `read` throws
   */
  readText(uri: string, maxBytes?: number): Promise<string>
  /** Bytes. @throws AppError FILE_NOT_FOUND, FILE_FORBIDDEN, FILE_URI_INVALID */
  size(uri: string): Promise<number>
  /** @throws AppError FILE_FORBIDDEN, FILE_URI_INVALID */
  exists(uri: string): Promise<boolean>
  /**
   * Deletes a file of this execution, or of another one that may be read; namespace files are deleted through
   * `context.namespaceFiles`. False when there was none.
   * @throws AppError FILE_FORBIDDEN, FILE_URI_INVALID
   */
  delete(uri: string): Promise<boolean>
  /** Deletes everything that this execution has stored; answers with the URIs. */
  deleteAll(): Promise<readonly string[]>
}

/** One file that a task keeps from one execution to the next; in a loop over values there is one for each value. */
export interface TaskCache {
  /** What was written last; undefined when there is none. `storedAt` is in milliseconds since the epoch. */
  read(): Promise<{ readonly storedAt: number; readonly content: FileContent } | undefined>
  /** Replaces it whole: whoever reads meanwhile gets the one before. */
  write(content: Uint8Array | FileContent): Promise<void>
}

/** A file of a namespace: its path without a slash at the start, such as `scripts/main.py`, and its newest version. */
export interface NamespaceFileInfo {
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** Starts at 1, +1 with each write of the path. */
  readonly version: number
}

/** Files that namespaces keep, shared by their flows. Every write of a path makes a new version. */
export interface NamespaceFiles {
  /** Newest versions of all files of a namespace, in order of their paths. */
  list(namespace: string): Promise<readonly NamespaceFileInfo[]>
  /** The content of the newest version. @throws AppError FILE_NOT_FOUND, FILE_URI_INVALID */
  read(namespace: string, path: string): Promise<FileContent>
  /** Stores a new version. @throws AppError FILE_URI_INVALID for a path that leads out, or below a reserved folder */
  write(namespace: string, path: string, content: string | Uint8Array | FileContent): Promise<NamespaceFileInfo>
  /** False when there was none. @throws AppError FILE_URI_INVALID */
  delete(namespace: string, path: string): Promise<boolean>
}

/** Log lines of executions of this namespace. */
export interface ExecutionLogs {
  /**
   * Lines in the order in which they were written, fetched as they are read.
   * @throws AppError EXECUTION_NOT_FOUND, or FILE_FORBIDDEN for an execution that this one has nothing to do with
   */
  read(query: {
    readonly executionId: string
    /** Left out: every level. */
    readonly levels?: readonly LogLevel[]
    /** Left out: every task. */
    readonly taskIds?: readonly string[]
  }): AsyncIterable<StoredLog>
}
