import type { CompiledTemplate } from '../compile/compiled-template.ts'
import type { RenderContext, RootScope } from '../engine/expression-engine.ts'
import { Fault } from '../errors/fault.ts'
import { Scope } from '../scope/scope.ts'
import { nearNames } from '../text/near-names.ts'
import { protectRaw } from '../text/raw-blocks.ts'
import { type Datum, isMap, type PlainMap } from '../value/datum.ts'
import { numberText, toJavaText } from '../value/java-text.ts'
import { toJsonText } from '../value/json-text.ts'
import { LOOP_PROPERTIES, LoopState } from '../value/loop-state.ts'
import { mapKeys } from '../value/map-access.ts'
import type { Budget } from './budget.ts'
import { Frame } from './frame.ts'
import type { Services } from './services.ts'

/** Where the parts of a rendering go: text as JSON, text as Java, or the value of a single part with its type kept. */
export type OutputMode = 'text' | 'java' | 'typed'

/**
 * One rendering of one template: its variables, its output and its place. Filters, functions and tests get it as their last
 * argument. Compiled nodes return undefined for a variable that does not exist, after they have called `missing`.
 */
export class Run {
  readonly template: CompiledTemplate
  readonly services: Services
  readonly budget: Budget
  readonly context: RenderContext
  /** All variables of the context, also inside of macros, which see none of them. */
  readonly root: RootScope
  /** The variables of the context as nodes see them: one of the two is null. */
  plain: PlainMap | null
  scope: Scope | null
  frame: Frame | null = null
  /** Offset of the node that is at work, for errors. */
  at = 0
  #mode: OutputMode
  #text = ''
  #held: Datum = null
  #parts = 0
  /** The variable that was not found last: for the message, should nothing catch it. */
  #missingName: string | null = null
  #missingAt = 0
  /** What was searched; undefined for the variables of the template. */
  #missingOwner: Datum | undefined = undefined

  constructor(
    template: CompiledTemplate,
    services: Services,
    budget: Budget,
    context: RenderContext,
    root: RootScope,
    mode: OutputMode,
  ) {
    this.template = template
    this.services = services
    this.budget = budget
    this.context = context
    this.root = root
    this.scope = root instanceof Scope ? root : null
    this.plain = root instanceof Scope ? null : (root as PlainMap) // `ScopeValue`s are values of the language
    this.#mode = mode
  }

  /** Adds text of the template to the output. */
  write(text: string): void {
    if (this.#mode === 'typed') this.#hold(text)
    else this.#append(text)
  }

  /** Adds the body of a raw block, whose tags protect it until the outermost rendering takes them away. */
  writeRaw(body: string): void {
    if (this.#mode === 'java') return this.write(body)
    this.budget.sawPercent = true
    this.write(protectRaw(body))
  }

  /** Adds a value to the output; undefined is the variable that was missed last. */
  print(value: Datum | undefined): void {
    if (typeof value === 'string') {
      if (value.includes('%')) this.budget.sawPercent = true
      return this.write(value)
    }
    if (value === undefined) throw this.missingFault(true)
    if (this.#mode === 'typed') return this.#hold(value)
    if (typeof value === 'number') return this.#append(numberText(value))
    if (value === null) return
    this.#append(this.#mode === 'text' ? this.printed(value) : this.#javaText(value))
  }

  /** The text of all that was printed. */
  result(): string {
    return this.#mode === 'typed' && this.#parts === 1 ? this.printed(this.#held) : this.#text
  }

  /** The single value that was printed; more than one part gives their text, none null. */
  typedResult(): Datum {
    if (this.#parts === 0) return null
    return this.#parts === 1 ? this.#held : this.#text
  }

  /** Runs `body` and gives its output as text, in which lists and maps look as in Java. */
  capture(body: (run: Run) => void): string {
    const mode = this.#mode
    const text = this.#text
    this.#mode = 'java'
    this.#text = ''
    try {
      body(this)
      return this.#text
    } finally {
      this.#mode = mode
      this.#text = text
    }
  }

  /** Runs a macro or block; afterwards the same variables are visible as before. */
  call<T>(work: () => T): T {
    const { frame, plain, scope } = this
    this.budget.enter()
    try {
      return work()
    } finally {
      this.budget.leave()
      this.frame = frame
      this.plain = plain
      this.scope = scope
    }
  }

  /** Hides all variables and opens the frame of a macro's own. */
  enterMacro(): Frame {
    this.plain = null
    this.scope = null
    this.frame = new Frame(this.template.locals.length, null)
    return this.frame
  }

  /** A value as `String.valueOf` of Java gives it. */
  text(value: Datum): string {
    return typeof value === 'string' ? value : toJavaText(value, this.budget)
  }

  /** A value as `{{ }}` prints it: lists and maps as JSON, null as nothing. */
  printed(value: Datum): string {
    if (typeof value === 'string') return value
    if (value === null) return ''
    if (typeof value !== 'object') return toJavaText(value, this.budget)
    return isPrintedAsJson(value) ? toJsonText(value, this.budget) : this.#javaText(value)
  }

  /** Value of a slot, searched outwards; undefined when it is not set anywhere. */
  local(slot: number): Datum | undefined {
    for (let frame = this.frame; frame !== null; frame = frame.parent) {
      const value = frame.slots[slot]
      if (value !== undefined) return value
    }
    return undefined
  }

  /** Sets the nearest variable of that slot, or a new one in the current frame. */
  assign(slot: number, value: Datum): void {
    for (let frame = this.frame; frame !== null; frame = frame.parent) {
      if (frame.slots[slot] !== undefined) {
        frame.slots[slot] = value
        return
      }
    }
    this.frame ??= new Frame(this.template.locals.length, null)
    this.frame.slots[slot] = value
  }

  /** Notes that a variable does not exist, and gives the undefined that says so. */
  missing(name: string, offset: number, owner?: Datum): undefined {
    this.#missingName = name
    this.#missingAt = offset
    this.#missingOwner = owner
    return undefined
  }

  /** The fault about the variable that was missed last; a soft one may be caught by `??` around a macro. */
  missingFault(soft: boolean): Fault {
    const name = this.#missingName
    const offset = this.#missingAt
    const owner = this.#missingOwner
    if (name === null) return new Fault('EXPRESSION_UNKNOWN_VARIABLE', 'A variable does not exist', { soft })
    const near = nearNames(name, owner === undefined ? this.#visibleNames() : namesIn(owner))
    const hint = near[0] === undefined ? undefined : `Did you mean \`${near[0]}\`?`
    const details = { offset, missing: name, near, hint, soft }
    return new Fault('EXPRESSION_UNKNOWN_VARIABLE', `Unable to find \`${name}\` used`, details)
  }

  /** Every variable of the context and of the template that is visible here. */
  #visibleNames(): readonly string[] {
    const names: string[] = []
    const { locals } = this.template
    for (const [slot, name] of locals.entries()) if (this.local(slot) !== undefined) names.push(name)
    if (this.scope !== null) names.push(...this.scope.keys())
    else if (this.plain !== null) names.push(...Object.keys(this.plain))
    return names
  }

  #hold(value: Datum): void {
    this.#parts += 1
    if (this.#parts === 1) {
      this.#held = value
      return
    }
    if (this.#parts === 2) this.#append(this.printed(this.#held))
    this.#append(this.printed(value))
  }

  #javaText(value: Datum): string {
    const text = toJavaText(value, this.budget)
    if (text.includes('%')) this.budget.sawPercent = true
    return text
  }

  #append(text: string): void {
    this.budget.write(text.length)
    this.#text += text
  }
}

function isPrintedAsJson(value: Datum): boolean {
  return Array.isArray(value) || value instanceof Set || isMap(value)
}

function namesIn(owner: Datum): readonly string[] {
  if (owner instanceof LoopState) return LOOP_PROPERTIES
  return isMap(owner) ? mapKeys(owner).filter((key) => typeof key === 'string') : []
}
