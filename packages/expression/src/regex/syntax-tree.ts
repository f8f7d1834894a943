import type { CaseFlags, Flags } from './flags.ts'

/** Decides whether a code point belongs to a class of characters. */
export type CharacterTest = (codePoint: number) => boolean

export type Assertion =
  | 'input-start'
  | 'input-end'
  | 'last-line-end'
  | 'line-start'
  | 'line-end'
  | 'word'
  | 'no-word'
  | 'search-start'

/** How a repetition tries: as many as possible, as few as possible, or as many as possible without giving any back. */
export type Greed = 'greedy' | 'lazy' | 'possessive'

/** A parsed regular expression. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly test: CharacterTest; readonly literal: string | null }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negated: boolean; readonly body: RegexNode }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly flags: Flags }
  | { readonly kind: 'reference'; readonly group: number; readonly flags: CaseFlags }
  | {
      readonly kind: 'repeat'
      readonly body: RegexNode
      readonly min: number
      readonly max: number
      readonly greed: Greed
    }

/** A parsed regular expression with its groups. */
export interface RegexTree {
  readonly root: RegexNode
  readonly groupCount: number
  readonly names: ReadonlyMap<string, number>
}
