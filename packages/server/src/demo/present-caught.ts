import type { CaughtMessage as WireMessage } from '@countersign/contract'
import type { CaughtMessage } from './catcher/caught-message.ts'

/** Caught messages as the API shows them. */
export function presentCaught(messages: readonly CaughtMessage[]): readonly WireMessage[] {
  return messages.map((message) => {
    const shared = { at: new Date(message.at).toISOString(), links: [...message.links] }
    if (message.kind === 'mail') return { ...message, ...shared, to: [...message.to] }
    return {
      ...message,
      ...shared,
      headers: { ...message.headers },
      fields: message.fields.map((field) => ({ ...field })),
    }
  })
}
