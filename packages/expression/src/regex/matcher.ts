import type { Budget } from '../runtime/budget.ts'
import { holdsAt } from './assertions.ts'
import { equalTexts } from './case-folding.ts'
import type { CaseFlags } from './flags.ts'
import type { Instruction, Program } from './program.ts'

/** Positions of groups and loops; -1 where nothing was matched. */
export type Slots = number[]

/** What stays the same during one search. */
export interface Search {
  readonly text: string
  /** Where the match before ended, for `\G`. */
  readonly previous: number
  /** Where a look behind must end. */
  readonly end: number
  readonly budget: Budget
}

/** Where to go on when a path fails, and how many notes to undo before. */
interface Choice {
  readonly step: number
  readonly at: number
  readonly notes: number
}

/**
 * Runs a program at one position: the end of the match, or -1; then the slots are as before. It goes back over an own stack, so
 * that neither long texts nor bad regular expressions fill the call stack, and counts its work, so that those that would take for
 * ever end at the time limit.
 */
export function runProgram(program: Program, start: number, slots: Slots, search: Search): number {
  return new Matcher(program, start, slots, search).run()
}

class Matcher {
  readonly #program: Program
  readonly #slots: Slots
  readonly #search: Search
  readonly #choices: Choice[] = []
  /** Slots that were changed, each followed by its value before. */
  readonly #notes: number[] = []
  #step = 0
  #at: number

  constructor(program: Program, start: number, slots: Slots, search: Search) {
    this.#program = program
    this.#at = start
    this.#slots = slots
    this.#search = search
  }

  run(): number {
    const { budget } = this.#search
    for (;;) {
      budget.step()
      const instruction = this.#program[this.#step]
      if (instruction === undefined || instruction.op === 'match') return this.#at
      if (this.#advance(instruction)) continue
      const choice = this.#choices.pop()
      this.#undo(choice?.notes ?? 0)
      if (choice === undefined) return -1
      this.#step = choice.step
      this.#at = choice.at
    }
  }

  /** Does one step; false when the path fails here. */
  #advance(instruction: Exclude<Instruction, { op: 'match' }>): boolean {
    switch (instruction.op) {
      case 'character': {
        const code = this.#search.text.codePointAt(this.#at)
        return code !== undefined && instruction.test(code) && this.#goOn(this.#at + (code > 0xffff ? 2 : 1))
      }
      case 'split':
        this.#choices.push({ step: instruction.second, at: this.#at, notes: this.#notes.length })
        this.#step = instruction.first
        return true
      case 'jump':
        this.#step = instruction.target
        return true
      case 'save':
        this.#save(instruction.slot, this.#at)
        return this.#goOn(this.#at)
      case 'progress':
        this.#step = this.#slots[instruction.slot] === this.#at ? instruction.after : this.#step + 1
        return true
      case 'assert':
        return holdsAt(instruction.assertion, instruction.flags, this.#at, this.#search) && this.#goOn(this.#at)
      case 'ends':
        return this.#at === this.#search.end && this.#goOn(this.#at)
      case 'reference':
        return this.#goOn(this.#matchReference(instruction.group, instruction.flags))
      case 'atomic':
        return this.#goOn(this.#inner(instruction.program, this.#at, this.#search))
      case 'ahead':
        return this.#look(instruction.negated, () => this.#inner(instruction.program, this.#at, this.#search) !== -1)
      case 'behind':
        return this.#look(instruction.negated, () => this.#matchBehind(instruction))
    }
  }

  /** To the next step at a position; false for -1. */
  #goOn(at: number): boolean {
    if (at === -1) return false
    this.#at = at
    this.#step += 1
    return true
  }

  #save(slot: number, value: number): void {
    this.#notes.push(slot, this.#slots[slot] ?? -1)
    this.#slots[slot] = value
  }

  #undo(notes: number): void {
    while (this.#notes.length > notes) {
      const value = this.#notes.pop() ?? -1
      this.#slots[this.#notes.pop() ?? 0] = value
    }
  }

  /** Runs a program of its own; the groups that it matched can be undone later. */
  #inner(program: Program, start: number, search: Search): number {
    const before = this.#slots.slice()
    const end = runProgram(program, start, this.#slots, search)
    if (end !== -1) {
      for (const [slot, value] of before.entries()) if (this.#slots[slot] !== value) this.#notes.push(slot, value)
    }
    return end
  }

  #look(negated: boolean, find: () => boolean): boolean {
    const notes = this.#notes.length
    const found = find()
    // A negative look leaves no groups behind.
    if (negated) this.#undo(notes)
    return found !== negated && this.#goOn(this.#at)
  }

  /** Tries every start from which the match could end exactly here, the closest first. */
  #matchBehind({ program, min, max }: Extract<Instruction, { op: 'behind' }>): boolean {
    const search: Search = { ...this.#search, end: this.#at }
    for (let start = this.#at - min; start >= Math.max(0, this.#at - max); start -= 1) {
      if (this.#inner(program, start, search) !== -1) return true
    }
    return false
  }

  /** The end of a repetition of a group's text, or -1. A group that matched nothing yet cannot be repeated. */
  #matchReference(group: number, flags: CaseFlags): number {
    const start = this.#slots[2 * group] ?? -1
    const end = this.#slots[2 * group + 1] ?? -1
    if (start === -1 || end === -1) return -1
    const { text } = this.#search
    const wanted = text.slice(start, end)
    const found = text.slice(this.#at, this.#at + wanted.length)
    return equalTexts(found, wanted, flags) ? this.#at + wanted.length : -1
  }
}
