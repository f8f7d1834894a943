import type { FileStorage, Value } from '@countersign/plugin-sdk'
import { bytesOf, createMemoryFileStorage } from '@countersign/plugin-sdk/testing'

/** An internal storage of a test, with texts in and texts out. */
export interface StoredFiles {
  readonly storage: FileStorage
  /** Stores a text and gives its URI. */
  put(name: string, text: string): Promise<string>
  /** The text at a URI that a task gave. */
  text(uri: Value | undefined): Promise<string>
}

export function createStoredFiles(): StoredFiles {
  const storage = createMemoryFileStorage()
  return {
    storage,
    async put(name, text) {
      return (await storage.put('main', `kestra:///test/${name}`, new TextEncoder().encode(text))).uri
    },
    text: async (uri) => new TextDecoder().decode(await bytesOf(await storage.open('main', String(uri)))),
  }
}
