import { p } from '../../task/properties/p.ts'
import { PropertyError } from '../../task/property.ts'
import { timeWindowProperty } from '../flow/time-window.ts'
import { type ConditionType, defineCondition, testCondition } from './condition-type.ts'
import { type ConditionTypes, conditionsProperty, namedConditionsProperty } from './conditions-property.ts'
import { DATE_CONDITIONS } from './date-conditions.ts'
import { EXECUTION_CONDITIONS } from './execution-conditions.ts'

const byName = new Map<string, ConditionType>()

/** Conditions that may stand inside others: all but `MultipleCondition`, which keeps a record of its own. */
const SIMPLE: ConditionTypes = {
  find: (type) => {
    const found = byName.get(type)
    return found === multipleCondition ? undefined : found
  },
  list: () => CONDITION_TYPES.filter((type) => type !== multipleCondition),
}

const not = defineCondition({
  name: 'Not',
  title: 'None of some conditions holds',
  description: 'True when none of its conditions is true.',
  properties: { conditions: conditionsProperty(SIMPLE).mandatory() },
  test: (input, context) => !input.conditions.some((condition) => testCondition(condition, context)),
})

const or = defineCondition({
  name: 'Or',
  title: 'Any of some conditions holds',
  description: 'True when at least one of its conditions is true.',
  properties: { conditions: conditionsProperty(SIMPLE).mandatory() },
  test: (input, context) => input.conditions.some((condition) => testCondition(condition, context)),
})

/** Properties of `MultipleCondition`, which the Flow trigger evaluates over time. */
export const MULTIPLE_PROPERTIES = {
  id: p.string().mandatory().static().describe('Names the record of what has been true so far.'),
  conditions: namedConditionsProperty(SIMPLE).mandatory(),
  timeWindow: timeWindowProperty,
  sla: timeWindowProperty.describe('Earlier name of `timeWindow`.'),
  resetOnSuccess: p.boolean().default(true).static().describe('Forget what has been true once the trigger has fired.'),
  window: p.duration().static().describe('Earlier place of `timeWindow.window`.'),
  windowAdvance: p.duration().static().describe('Earlier place of `timeWindow.windowAdvance`.'),
}

const multipleCondition = defineCondition({
  name: 'MultipleCondition',
  title: 'Several conditions have been true within a time',
  description:
    'True once each of its conditions has been true for some execution within the window. Flow triggers only.',
  properties: MULTIPLE_PROPERTIES,
  test() {
    throw new PropertyError('`MultipleCondition` may only stand among the conditions of a Flow trigger.')
  },
})

/** Every condition type (engine.md 6.8). */
export const CONDITION_TYPES: readonly ConditionType[] = [
  ...DATE_CONDITIONS,
  ...EXECUTION_CONDITIONS,
  not,
  or,
  multipleCondition,
]
for (const type of CONDITION_TYPES) for (const name of [type.type, ...type.aliases]) byName.set(name, type)

/** True for the condition that keeps a record of its own. */
export function isMultiple(type: ConditionType): boolean {
  return type === multipleCondition
}

/** Conditions of schedules, webhooks and polling triggers. */
export const simpleConditions = () => conditionsProperty(SIMPLE)

/** Conditions of Flow triggers. */
export const flowConditions = () =>
  conditionsProperty({ find: (type) => byName.get(type), list: () => CONDITION_TYPES })
