import type { Datum } from '../value/datum.ts'

/**
 * The variables of a loop, a macro or the template. Every name that a template sets has a slot number; undefined means not set
 * here. Lookup goes outwards.
 */
export class Frame {
  readonly slots: (Datum | undefined)[]
  readonly parent: Frame | null

  constructor(size: number, parent: Frame | null) {
    // Pushing keeps the array free of holes, and is faster than `fill` for the few slots that a template has.
    this.slots = []
    for (let slot = 0; slot < size; slot += 1) this.slots.push(undefined)
    this.parent = parent
  }
}
