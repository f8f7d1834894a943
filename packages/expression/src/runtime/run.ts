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
import { Budget, tooLong } from './budget.ts'
import { Frame } from './frame.ts'
import type { Services } from './services.ts'

/** A variable that was not found. */
interface Missing {
  readonly name: string
  readonly offset: number
  /** What was searched; undefined for the variables of the template. */
  readonly owner: Datum | undefined
}

/**
 * One rendering of one template: its variables, its output and its place. Filters, functions and tests get it as their last
 * argument. Compiled nodes return undefined for a variable that does not exist, after they have called `missing`.
 *
 * Most renderings are short, so making a run must be cheap: what only some need is made when it is asked for.
 */
export class Run {
  readonly template: CompiledTemplate
  readonly services: Services
  readonly context: RenderContext
  /** All variables of the context, also inside of macros, which see none of them. */
  readonly root: RootScope
  /** The variables of the context as nodes see them: one of the two is null. */
  plain: PlainMap | null
  scope: Scope | null
  frame: Frame | null = null
  /** Offset of the node that is at work, for errors. */
  at = 0
  /** Values of paths that the template reads more than once; the context does not change during a rendering. */
  memo0: Datum | undefined = undefined
  memo1: Datum | undefined = undefined
  memo: (Datum | undefined)[] | null = null
  /** True once a text with a percent sign was printed: only then the output can hold raw tags. */
  sawPercent = false
  /** How many parts, texts of the template and prints, were rendered so far. */
  parts = 0
  /** True when the value of the first part is kept: for renderings that give a single value with its type. */
  readonly #typed: boolean
  /** True inside of macros, repeated blocks and filter tags, where lists and maps look as in Java. */
  #java = false
  /** The first part of a typed rendering, as far as it was a print. */
  #first: Datum | undefined = undefined
  #budget: Budget | null
  /** The variable that was not found last: for the message, should nothing catch it. */
  #missing: Missing | null = null

  /** `budget` is that of the rendering around this one, if there is one. */
  constructor(
    template: CompiledTemplate,
    services: Services,
    context: RenderContext,
    root: RootScope,
    typed: boolean,
    budget: Budget | null,
  ) {
    this.template = template
    this.services = services
    this.context = context
    this.root = root
    if (root instanceof Scope) {
      this.scope = root
      this.plain = null
    } else {
      this.scope = null
      this.plain = root as PlainMap // `ScopeValue`s are values of the language
    }
    this.#typed = typed
    this.#budget = budget
  }

  /** What the rendering may still cost. */
  get budget(): Budget {
    this.#budget ??= new Budget(this.services.limits, this.services.stopwatch)
    return this.#budget
  }

  /** True when the output may hold raw tags that must be taken away. */
  get mayHoldTags(): boolean {
    return this.sawPercent || this.#budget?.sawPercent === true
  }

  /** True while the next part is the one whose value a typed rendering keeps. */
  get isFirstOfTyped(): boolean {
    return this.#typed && this.parts === 0 && !this.#java
  }

  /** Counts a part and gives its text: nothing for the value that a typed rendering keeps. */
  print(value: Datum): string {
    const isFirst = this.isFirstOfTyped
    this.parts += 1
    if (isFirst) {
      this.#first = value
      return ''
    }
    if (typeof value !== 'string') return this.#java && value !== null ? this.#javaText(value) : this.printed(value)
    if (value.includes('%')) this.sawPercent = true
    return value
  }

  /** As `print`, for a raw block, whose tags protect it until the outermost rendering takes them away. */
  printRaw(body: string): string {
    return this.print(this.#java ? body : protectRaw(body))
  }

  /** What a typed rendering gives whose text is `text`: the value of a single part, null without any. */
  typedResult(text: string): Datum {
    if (this.parts === 0) return null
    if (this.#first === undefined) return text
    return this.parts === 1 ? this.#first : this.checked(this.printed(this.#first) + text)
  }

  /** Gives the text of `body`, in which lists and maps look as in Java. Its parts are not parts of the rendering. */
  capture(body: (run: Run) => string): string {
    const { parts } = this
    const java = this.#java
    this.#java = true
    try {
      return body(this)
    } finally {
      this.#java = java
      this.parts = parts
    }
  }

  /** Runs a macro or block; afterwards the same variables are visible as before. */
  call<T>(work: () => T): T {
    const { frame, plain, scope, memo0, memo1, memo } = this
    this.budget.enter()
    try {
      return work()
    } finally {
      this.budget.leave()
      this.frame = frame
      this.plain = plain
      this.scope = scope
      this.memo0 = memo0
      this.memo1 = memo1
      this.memo = memo
    }
  }

  /** Hides all variables and opens the frame of a macro's own. */
  enterMacro(): Frame {
    this.plain = null
    this.scope = null
    this.memo0 = undefined
    this.memo1 = undefined
    this.memo = null
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
    if (typeof value === 'number') return numberText(value)
    if (value === null) return ''
    return isPrintedAsJson(value) ? toJsonText(value, this.budget) : this.#javaText(value)
  }

  /** Gives a text back that is not longer than allowed. */
  checked(text: string): string {
    if (text.length > this.services.limits.outputSize) throw tooLong(this.services.limits)
    return text
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
    this.#missing = { name, offset, owner }
    return undefined
  }

  /** The fault about the variable that was missed last; a soft one may be caught by `??` around a macro. */
  missingFault(soft: boolean): Fault {
    if (this.#missing === null) return new Fault('EXPRESSION_UNKNOWN_VARIABLE', 'A variable does not exist', { soft })
    const { name, offset, owner } = this.#missing
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

  #javaText(value: Datum): string {
    const text = toJavaText(value, this.budget)
    if (text.includes('%')) this.sawPercent = true
    return text
  }
}

function isPrintedAsJson(value: Datum): boolean {
  return Array.isArray(value) || value instanceof Set || isMap(value)
}

function namesIn(owner: Datum): readonly string[] {
  if (owner instanceof LoopState) return LOOP_PROPERTIES
  return isMap(owner) ? mapKeys(owner).filter((key) => typeof key === 'string') : []
}
