import type { Label } from '../../execution/execution.ts'
import type { State } from '../../execution/state.ts'
import type { ValueMap } from '../../json/value.ts'
import { type PropertyRenderer, type PropertyShape, type Rendered, renderProperties } from '../../task/property.ts'

/** What conditions may know of the execution that an event is about. */
export interface UpstreamExecution {
  readonly id: string
  readonly namespace: string
  readonly flowId: string
  readonly flowRevision: number
  /** The state that it entered with the event; it may have moved on since. */
  readonly state: State
  readonly labels: readonly Label[]
  readonly outputs: ValueMap | null
  /** States of the attempts of each task run; only there when a condition asks for it (`needsAttempts`). */
  readonly attempts: readonly (readonly State[])[]
}

/** What a condition is tested against. */
export interface ConditionContext {
  /** Sees `trigger`, the flow of the trigger, and the upstream execution when there is one. */
  readonly renderer: PropertyRenderer
  /** The flow that the trigger belongs to. */
  readonly flow: { readonly namespace: string; readonly id: string }
  /** Null for schedules and webhooks. */
  readonly execution: UpstreamExecution | null
  /** @throws AppError when nobody knows the holidays of the country, or a pending signal */
  isHoliday(date: string, country: string | undefined, subDivision: string | undefined): boolean
}

/** A type of condition, as data: its properties give validation, the schema of editors and the reference page. */
export interface ConditionType {
  /** Canonical name, such as `io.kestra.plugin.core.condition.Weekend`. */
  readonly type: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly description: string
  readonly properties: PropertyShape
  /** True when all times of one local day of the trigger's date give the same answer, so that whole days can be skipped. */
  readonly perDay: boolean
  /** True when the condition looks at the attempts of task runs. */
  readonly needsAttempts: boolean
  /** Pure. Throws when the condition itself is wrong, or needs something that is not there. */
  test(input: Readonly<Record<string, unknown>>, context: ConditionContext): boolean
}

/** A condition of a flow: its type, and its properties as written. */
export interface Condition {
  readonly type: ConditionType
  readonly properties: ValueMap
  /** Conditions inside this one. */
  readonly parts: readonly Condition[]
}

interface ConditionDefinition<S extends PropertyShape> {
  /** Last part of the name. */
  readonly name: string
  /** Older last parts; `<name>Condition` always is one. */
  readonly olderNames?: readonly string[]
  readonly title: string
  readonly description: string
  readonly properties: S
  readonly perDay?: boolean
  readonly needsAttempts?: boolean
  test(input: Rendered<S>, context: ConditionContext): boolean
}

const FOLDER = 'io.kestra.plugin.core.condition'
const OLD_FOLDER = 'io.kestra.core.models.conditions.types'

/** Declares a type of condition under its name and all the names that it had before (engine.md 5.12). */
export function defineCondition<const S extends PropertyShape>(definition: ConditionDefinition<S>): ConditionType {
  const { name, olderNames = [], title, description, properties, perDay = false, needsAttempts = false } = definition
  const names = new Set([`${name}Condition`, ...olderNames, name])
  const type = `${FOLDER}.${name}`
  const all = [...names].flatMap((one) => [`${FOLDER}.${one}`, `${OLD_FOLDER}.${one}`])
  return {
    type,
    aliases: all.filter((alias) => alias !== type),
    title,
    description,
    properties,
    perDay,
    needsAttempts,
    // `testCondition` renders `properties`, so the input has exactly this type.
    test: (input, context) => definition.test(input as Rendered<S>, context),
  }
}

/**
 * Whether a condition holds.
 * @throws PropertyError, an expression error or a pending signal when it cannot be told.
 */
export function testCondition({ type, properties }: Condition, context: ConditionContext): boolean {
  return type.test(renderProperties(type.properties, properties, context.renderer), context)
}

/** Whether all conditions hold; the first that does not ends the question. */
export function testConditions(conditions: readonly Condition[], context: ConditionContext): boolean {
  return conditions.every((condition) => testCondition(condition, context))
}

/** True when a property of any of the conditions, or of those inside them, is set in its type. */
export function anyCondition(conditions: readonly Condition[], is: (type: ConditionType) => boolean): boolean {
  return conditions.some((condition) => is(condition.type) || anyCondition(condition.parts, is))
}
