import { createServerSentEventParser } from '@countersign/contract/client'

/** The events of a stream's whole text, data parsed. */
export function readEvents(text: string): readonly { readonly kind: string; readonly data: unknown }[] {
  return createServerSentEventParser()
    .push(text)
    .map(({ id, data }): { kind: string; data: unknown } => ({ kind: id, data: JSON.parse(data) }))
}
