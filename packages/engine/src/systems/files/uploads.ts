import {
  type ApprovalRequest,
  type Execution,
  type FileOwner,
  type FileStorage,
  fileBelow,
  type InputDeclaration,
  inputFilesPrefix,
  type RawInputs,
  type ResolvedInputs,
  taskFilesPrefix,
  type UploadedFile,
  uploadName,
} from '@countersign/core'

/** Where the file of an input goes, before it is there: its address is the input's value. */
export type UploadPlace = (declaration: InputDeclaration, file: UploadedFile) => string

/** Uploads that were stored. */
export interface StoredUploads {
  /** Deletes them again. */
  discard(): Promise<void>
}

/** Places of the files that an execution is started with (engine.md 8.1; observed/api.md D37). */
export function placeOfInputs(execution: FileOwner): UploadPlace {
  return (declaration, file) => fileBelow(inputFilesPrefix(execution, declaration.id), uploadName(file, declaration))
}

/**
 * Places of the files of an answer. `answer` tells answers apart, so that one that is refused takes nothing away from the one
 * that was taken.
 */
export function placeOfAnswer(request: ApprovalRequest, execution: Execution, answer: string): UploadPlace {
  const prefix = `${taskFilesPrefix(execution, request.taskId, request.taskRunId)}${answer}/`
  return (declaration, file) => fileBelow(prefix, `${declaration.id}/${uploadName(file, declaration)}`)
}

/**
 * Stores the uploaded files that became values of inputs, and no others. When one cannot be stored, those before it are
 * deleted again and the error is thrown on. Call `discard` of the answer when what they belong to was not written after all.
 */
export async function storeUploads(
  files: FileStorage,
  tenant: string,
  given: RawInputs,
  resolved: ResolvedInputs,
  place: UploadPlace,
): Promise<StoredUploads> {
  const stored: string[] = []
  const discard = async () => {
    for (const uri of stored) await files.delete(tenant, uri)
  }
  try {
    for (const { input, enabled, value } of resolved.reports) {
      const raw = given.get(input.id)
      if (!enabled || raw?.kind !== 'file') continue
      const uri = place(input, raw.file)
      if (value !== uri) continue
      await files.put(tenant, uri, raw.file.open())
      stored.push(uri)
    }
  } catch (error) {
    await discard()
    throw error
  }
  return { discard }
}
