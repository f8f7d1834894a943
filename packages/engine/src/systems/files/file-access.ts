import {
  AppError,
  type Execution,
  type ExecutionStore,
  executionFilesPrefix,
  filePath,
  fileUri,
} from '@countersign/core'

/** Decides which files an execution may read, and which other executions it has to do with. */
export interface FileAccess {
  /**
   * The URI in its one form, once it is clear that the execution may read the file: it belongs to the execution itself, to
   * another one of its namespace, or to one above or below it (engine.md 8.1; observed/expressions.md for the namespace).
   *
   * @throws AppError FILE_URI_INVALID, FILE_FORBIDDEN, and FILE_NOT_FOUND when no execution is known that it belongs to
   */
  assertReadable(execution: Execution, uri: string): Promise<string>
  /** True when one was started by the other, or by one that was, at any depth, or when both are of one namespace. */
  mayRead(execution: Execution, other: Execution): Promise<boolean>
}

/** A chain of subflows that is longer than this is taken for a circle. */
const MAX_GENERATIONS = 100

export function createFileAccess({ executions }: { readonly executions: Pick<ExecutionStore, 'find'> }): FileAccess {
  /** Whoever started `execution`, was it with or without waiting for its end. */
  async function starterOf(execution: Execution): Promise<Execution | null> {
    const started = execution.parent?.executionId ?? execution.trigger?.variables.executionId
    return typeof started === 'string' ? executions.find(execution.tenant, started) : null
  }

  async function isAbove(upper: Execution, lower: Execution): Promise<boolean> {
    let one: Execution | null = lower
    for (let generation = 0; one !== null && generation < MAX_GENERATIONS; generation += 1) {
      if (one.id === upper.id) return true
      one = await starterOf(one)
    }
    return false
  }

  /** The execution below whose prefix a file is; namespaces and flows may be named `executions` too, so each is tried. */
  async function ownerOf(tenant: string, uri: string, path: readonly string[]): Promise<Execution | null> {
    for (const [index, segment] of path.entries()) {
      const id = path[index + 1]
      if (segment !== 'executions' || id === undefined) continue
      const found = await executions.find(tenant, id)
      if (found !== null && uri.startsWith(executionFilesPrefix(found))) return found
    }
    return null
  }

  async function mayRead(execution: Execution, other: Execution): Promise<boolean> {
    if (other.tenant !== execution.tenant) return false
    if (other.namespace === execution.namespace) return true
    return (await isAbove(other, execution)) || isAbove(execution, other)
  }

  return {
    mayRead,
    async assertReadable(execution, given) {
      const path = filePath(given)
      const uri = fileUri(path)
      if (uri.startsWith(executionFilesPrefix(execution))) return uri
      const owner = await ownerOf(execution.tenant, uri, path)
      if (owner === null) throw fileNotFound(given)
      if (await mayRead(execution, owner)) return uri
      const text = `The file \`${given}\` belongs to an execution of namespace \`${owner.namespace}\` that has nothing to do with this one; pass the file on as an input of a Subflow, or read it in its own namespace`
      throw new AppError('FILE_FORBIDDEN', text)
    },
  }
}

/** The refusal of a URI that nothing is stored under. */
export function fileNotFound(uri: string): AppError {
  return new AppError('FILE_NOT_FOUND', `There is no file \`${uri}\`; it was deleted, or never stored`)
}
