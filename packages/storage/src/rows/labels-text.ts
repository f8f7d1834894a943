import type { Label } from '@countersign/core'
import { toStoredText } from './stored-text.ts'

/** The text of a labels column: a JSON list of `{key, value}`. Searches find a label by the text of its entry. */
export function toLabelsText(labels: readonly Label[]): string {
  return `[${labels.map(toLabelText).join(',')}]`
}

/** The entry of one label, always written in the same way. */
export function toLabelText({ key, value }: Label): string {
  return JSON.stringify({ key: toStoredText(key), value: toStoredText(value) })
}
