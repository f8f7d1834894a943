import { coerced, type InputKind, refused } from '../input-kind.ts'

const ADDRESS = /^[a-zA-Z0-9_!#$%&’*+/=?`{|}~^.-]+@[a-zA-Z0-9.-]+$/

/** A mail address. An empty one, which only a typed value can be, is allowed as in Kestra. */
export const emailInput: InputKind = {
  type: 'EMAIL',
  description: 'A mail address, such as `ada@example.com`.',
  members: [],
  isText: true,
  coerce: (raw) => {
    if (typeof raw === 'string' && (raw === '' || ADDRESS.test(raw))) return coerced(raw)
    return refused('be a mail address such as `ada@example.com`')
  },
}
