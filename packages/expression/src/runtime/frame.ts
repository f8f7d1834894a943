import type { Datum } from '../value/datum.ts'

/**
 * The variables of a loop, a macro or the template. Every name that a template sets has a slot number; undefined means not set
 * here. Lookup goes outwards.
 */
export class Frame {
  readonly slots: (Datum | undefined)[]
  readonly parent: Frame | null

  constructor(size: number, parent: Frame | null) {
    this.slots = new Array<Datum | undefined>(size).fill(undefined)
    this.parent = parent
  }
}
