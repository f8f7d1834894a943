import { blockTag } from './block-tag.ts'
import { filterTag } from './filter-tag.ts'
import { forTag } from './for-tag.ts'
import { ifTag } from './if-tag.ts'
import { macroTag } from './macro-tag.ts'
import { setTag } from './set-tag.ts'
import type { TagSyntax } from './tag-syntax.ts'

/** Every tag by its name. `verbatim` and `raw` are read by the lexer. */
export const TAGS: ReadonlyMap<string, TagSyntax> = new Map([
  ['block', blockTag],
  ['filter', filterTag],
  ['for', forTag],
  ['if', ifTag],
  ['macro', macroTag],
  ['set', setTag],
])
