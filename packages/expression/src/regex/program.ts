import type { CaseFlags, Flags } from './flags.ts'
import type { Assertion, CharacterTest } from './syntax-tree.ts'

/** One step of a compiled regular expression. Targets are indexes into the program. */
export type Instruction =
  | { readonly op: 'character'; readonly test: CharacterTest }
  /** Goes on at `first`; comes back to try `second`. */
  | { readonly op: 'split'; readonly first: number; readonly second: number }
  | { readonly op: 'jump'; readonly target: number }
  /** Notes the position in a slot: borders of groups, and where rounds of loops began. */
  | { readonly op: 'save'; readonly slot: number }
  /** Leaves the loop when its round matched nothing since the slot was saved: what the round captured stays, as in Java. */
  | { readonly op: 'progress'; readonly slot: number; readonly after: number }
  | { readonly op: 'assert'; readonly assertion: Assertion; readonly flags: Flags }
  | { readonly op: 'reference'; readonly group: number; readonly flags: CaseFlags }
  /** Runs a program of its own here and keeps no way back into it. */
  | { readonly op: 'atomic'; readonly program: Program }
  | { readonly op: 'ahead'; readonly program: Program; readonly negated: boolean }
  /** As `ahead`, for what ends here and is `min` to `max` units long. */
  | {
      readonly op: 'behind'
      readonly program: Program
      readonly negated: boolean
      readonly min: number
      readonly max: number
    }
  /** Fails unless the position is where a look behind must end. */
  | { readonly op: 'ends' }
  | { readonly op: 'match' }

export type Program = readonly Instruction[]
