import { p } from '@countersign/plugin-sdk'

/** Where a key is; the namespace of the flow unless another is named. */
export const namespaceProperty = p
  .string()
  .describe('A namespace that holds a flow, or has one below it. Default: the namespace of the flow.')

export const keyProperty = p
  .string()
  .mandatory()
  .describe('Begins with a letter or digit; then letters, digits, `.`, `_` and `-`.')
