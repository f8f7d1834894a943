/** The bytes of a file in pieces, as they come. A Node stream is one. Whoever begins to read reads to the end or breaks off. */
export type FileContent = AsyncIterable<Uint8Array>

/** What is known of a stored file. */
export interface FileStat {
  readonly uri: string
  /** Bytes. */
  readonly size: number
  /** When it was stored; milliseconds since the epoch. */
  readonly modifiedAt: number
}

/**
 * The internal storage: files by `kestra://` URI, each tenant apart from the others (engine.md 8.1). Files are immutable by
 * convention: whoever writes takes a new URI. Who may read what is not decided here.
 *
 * Every method throws AppError FILE_URI_INVALID for a URI that leads out of the storage (see `filePath`).
 */
export interface FileStorage {
  /**
   * Stores a file, whole or not at all: nobody sees a part of it, and after a crash it is either there or not. Replaces a file
   * of the same URI. When reading `content` fails, nothing is stored and the error is thrown on.
   */
  put(tenant: string, uri: string, content: FileContent | Uint8Array): Promise<FileStat>
  /** The content, to be read once. @throws AppError FILE_NOT_FOUND */
  open(tenant: string, uri: string): Promise<FileContent>
  /** Null when there is no such file; a folder is none. */
  stat(tenant: string, uri: string): Promise<FileStat | null>
  /** False when there was no such file. */
  delete(tenant: string, uri: string): Promise<boolean>
  /** The files below a prefix that ends in `/`, at any depth, in order of their URIs. */
  list(tenant: string, prefix: string): Promise<readonly FileStat[]>
  /** Deletes all files below a prefix that ends in `/`; answers with how many there were. */
  deletePrefix(tenant: string, prefix: string): Promise<number>
}
