import { hash } from 'node:crypto'
import type { Hasher } from '@countersign/core'

/** SHA-256 by Node. */
export const nodeHasher: Hasher = {
  sha256: (text) => hash('sha256', text, 'hex'),
}
