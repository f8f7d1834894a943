/** What kind of receiver a message was meant for, by the address it came to. */
export type CaughtKind = 'slack' | 'teams' | 'hr' | 'http' | 'mail'

interface CaughtBase {
  /** Counts up from `1` for each catcher. */
  readonly id: string
  /** When it arrived; milliseconds since the epoch. */
  readonly at: number
  /** One line to recognise it by. Written by the sender: show it as text, never as markup. */
  readonly summary: string
  /** The http and https addresses in it, each once, in order. */
  readonly links: readonly string[]
}

/** A field of a form; of a file its first characters. */
export interface CaughtField {
  readonly name: string
  readonly value: string
  readonly filename?: string
  readonly contentType?: string
}

/** A request that came over HTTP. */
export interface CaughtRequest extends CaughtBase {
  readonly kind: Exclude<CaughtKind, 'mail'>
  readonly method: string
  readonly path: string
  /** Lower-case names. Credentials are left out. */
  readonly headers: Readonly<Record<string, string>>
  readonly contentType: string | null
  /** The body as text; null when it is a form or empty. */
  readonly body: string | null
  /** The body when it is JSON. */
  readonly json?: unknown
  /** The fields of a form, in order. */
  readonly fields: readonly CaughtField[]
}

/** A mail that came over SMTP. */
export interface CaughtMail extends CaughtBase {
  readonly kind: 'mail'
  readonly from: string
  /** Everybody it was handed over for, hidden recipients too. */
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string | null
  /** As it was sent: never put into a page without a sandbox. */
  readonly html: string | null
}

/** Something that a demo flow sent out and the catcher received. */
export type CaughtMessage = CaughtRequest | CaughtMail
