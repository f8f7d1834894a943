import type { Field, FieldValue } from './field.ts'

/** Where drafts are kept: `sessionStorage` in the browser. */
export interface DraftStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/**
 * Keeps what was typed into a form until it is sent, so that a lost connection, a reload or a sign-in in between costs no
 * word. Secrets and files are never kept. A full or forbidden storage loses the draft, never the form.
 */
export interface Draft {
  load(fields: readonly Field[]): Readonly<Record<string, FieldValue>>
  /** A text kept beside the fields (see `save`); empty when there is none. */
  loadText(name: string): string
  save(
    fields: readonly Field[],
    values: Readonly<Record<string, FieldValue>>,
    texts?: Readonly<Record<string, string>>,
  ): void
  clear(): void
}

/** A draft under one key; the key names the form and its round, so that another round starts empty. */
export function createDraft(storage: DraftStorage, key: string): Draft {
  const name = `countersign:draft:${key}`
  const readKept = () => parseRecord(attempt(() => storage.getItem(name)) ?? '')
  return {
    load(fields) {
      const kept = readKept()
      const values: Record<string, FieldValue> = {}
      for (const field of fields.filter(isKept)) {
        const value = kept[field.id]
        if (field.control.kind === 'choices') {
          if (isTextList(value)) values[field.id] = value
        } else if (typeof value === 'string') values[field.id] = value
      }
      return values
    },
    loadText(text) {
      const value = readKept()[text]
      return typeof value === 'string' ? value : ''
    },
    save(fields, values, texts = {}) {
      const kept: Record<string, FieldValue> = { ...texts }
      for (const field of fields.filter(isKept)) {
        const value = values[field.id]
        if (value !== undefined && !(value instanceof File)) kept[field.id] = value
      }
      attempt(() => storage.setItem(name, JSON.stringify(kept)))
    },
    clear() {
      attempt(() => storage.removeItem(name))
    },
  }
}

function isKept({ control }: Field): boolean {
  return control.kind !== 'file' && !(control.kind === 'text' && control.mode === 'secret')
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function parseRecord(text: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = attempt(() => JSON.parse(text))
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
}

/** Storage may be forbidden or full, and its content is not ours alone: then there is no draft. */
function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
