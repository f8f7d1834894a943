import { Fault } from '../errors/fault.ts'
import type { Instruction, Program } from './program.ts'
import type { RegexNode, RegexTree } from './syntax-tree.ts'
import { widthOf } from './width.ts'

/** Steps that one regular expression may have; counted repetitions are written out. */
const MAX_STEPS = 50_000

/** A program with the number of slots that it needs: two for each group and the whole, then those of loops. */
export interface BuiltProgram {
  readonly program: Program
  readonly slots: number
}

/** Turns a parsed regular expression into a program. */
export function buildProgram(tree: RegexTree): BuiltProgram {
  const counters = { steps: 0, slots: 2 * (tree.groupCount + 1) }
  const program = new ProgramBuilder(counters).build(tree.root)
  return { program, slots: counters.slots }
}

interface Counters {
  steps: number
  slots: number
}

type RepeatNode = Extract<RegexNode, { kind: 'repeat' }>

class ProgramBuilder {
  readonly #counters: Counters
  readonly #steps: Instruction[] = []

  constructor(counters: Counters) {
    this.#counters = counters
  }

  build(root: RegexNode, last: 'match' | 'ends' = 'match'): Program {
    this.#node(root)
    if (last === 'ends') this.#add({ op: 'ends' })
    this.#add({ op: 'match' })
    return this.#steps
  }

  #node(node: RegexNode): void {
    switch (node.kind) {
      case 'empty':
        return
      case 'character':
        return this.#add({ op: 'character', test: node.test })
      case 'sequence':
        for (const item of node.items) this.#node(item)
        return
      case 'choice':
        return this.#choice(node.options)
      case 'group':
        this.#add({ op: 'save', slot: 2 * node.index })
        this.#node(node.body)
        return this.#add({ op: 'save', slot: 2 * node.index + 1 })
      case 'atomic':
        return this.#add({ op: 'atomic', program: this.#inner(node.body) })
      case 'look':
        return this.#look(node)
      case 'assertion':
        return this.#add({ op: 'assert', assertion: node.assertion, flags: node.flags })
      case 'reference':
        return this.#add({ op: 'reference', group: node.group, flags: node.flags })
      case 'repeat':
        return this.#repeat(node)
    }
  }

  #choice(options: readonly RegexNode[]): void {
    const jumps: number[] = []
    for (const [index, option] of options.entries()) {
      if (index === options.length - 1) {
        this.#node(option)
        break
      }
      const split = this.#reserve()
      this.#node(option)
      jumps.push(this.#reserve())
      this.#steps[split] = { op: 'split', first: split + 1, second: this.#here }
    }
    for (const jump of jumps) this.#steps[jump] = { op: 'jump', target: this.#here }
  }

  #look(node: Extract<RegexNode, { kind: 'look' }>): void {
    const { negated } = node
    if (node.ahead) return this.#add({ op: 'ahead', program: this.#inner(node.body), negated })
    const { min, max } = widthOf(node.body)
    if (max === Number.POSITIVE_INFINITY) {
      throw new Fault(
        'EXPRESSION_ARGUMENT',
        'The regular expression looks behind for something without a greatest length',
      )
    }
    this.#add({ op: 'behind', program: this.#inner(node.body, 'ends'), negated, min, max })
  }

  #repeat(node: RepeatNode): void {
    if (node.greed === 'possessive') {
      // Java gives nothing back of any round, not only of the whole.
      const body: RegexNode = node.min > 1 ? { kind: 'atomic', body: node.body } : node.body
      return this.#add({ op: 'atomic', program: this.#inner({ ...node, body, greed: 'greedy' }) })
    }
    for (let count = 0; count < node.min; count += 1) this.#node(node.body)
    if (node.max === Number.POSITIVE_INFINITY) return this.#loop(node)
    const splits: number[] = []
    for (let count = node.min; count < node.max; count += 1) {
      splits.push(this.#reserve())
      this.#node(node.body)
    }
    for (const split of splits) this.#steps[split] = branch(split + 1, this.#here, node.greed)
  }

  /** A loop, which ends with a round that matches nothing. */
  #loop(node: RepeatNode): void {
    const split = this.#reserve()
    const empty = widthOf(node.body).min === 0
    const slot = this.#counters.slots
    if (empty) {
      this.#counters.slots += 1
      this.#add({ op: 'save', slot })
    }
    this.#node(node.body)
    // The step behind this one and the jump back.
    if (empty) this.#add({ op: 'progress', slot, after: this.#here + 2 })
    this.#add({ op: 'jump', target: split })
    this.#steps[split] = branch(split + 1, this.#here, node.greed)
  }

  #inner(body: RegexNode, last: 'match' | 'ends' = 'match'): Program {
    return new ProgramBuilder(this.#counters).build(body, last)
  }

  #reserve(): number {
    this.#add({ op: 'match' })
    return this.#steps.length - 1
  }

  get #here(): number {
    return this.#steps.length
  }

  #add(step: Instruction): void {
    this.#counters.steps += 1
    if (this.#counters.steps > MAX_STEPS) throw new Fault('EXPRESSION_LIMIT', 'The regular expression is too large')
    this.#steps.push(step)
  }
}

function branch(inside: number, after: number, greed: RepeatNode['greed']): Instruction {
  return greed === 'lazy'
    ? { op: 'split', first: after, second: inside }
    : { op: 'split', first: inside, second: after }
}
