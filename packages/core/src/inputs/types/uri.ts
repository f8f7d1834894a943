import { coerced, type InputKind, refused } from '../input-kind.ts'

/** A scheme, a colon, and something after it without blanks or characters that no URI has. */
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/

/** An address with its scheme. `http://localhost/x` and `kestra:///a/b` count (observed/engine.md 266). */
export const uriInput: InputKind = {
  type: 'URI',
  description: 'An address with its scheme, such as `https://example.com/x`.',
  members: [],
  isText: true,
  coerce: (raw) => {
    if (typeof raw === 'string' && URI.test(raw)) return coerced(raw)
    return refused('be an address with its scheme, such as `https://example.com/x`')
  },
}
