import type { State } from '../execution/state.ts'
import type { Flow, TriggerDeclaration } from '../flow/flow.ts'
import type { Value, ValueMap } from '../json/value.ts'
import { LITERAL_RENDERER } from '../task/properties/property-builder.ts'
import { isMap } from '../task/properties/value-text.ts'
import { PropertyError, renderProperties } from '../task/property.ts'
import type { Condition } from './conditions/condition-type.ts'
import { compileFlowRule, type FlowRule } from './flow/flow-rule.ts'
import { COMMON_TRIGGER_PROPERTIES, type TriggerCatalogue, type TriggerType } from './trigger-type.ts'
import {
  DATES_PROPERTIES,
  FLOW_PROPERTIES,
  POLLING_PROPERTIES,
  SCHEDULE_PROPERTIES,
  WEBHOOK_PROPERTIES,
} from './types.ts'

/** What a trigger needs to know of the flow that it belongs to. Every `Flow` is one. */
export interface TriggerOwner {
  readonly tenant: string
  readonly namespace: string
  readonly id: string
  readonly revision: number
  readonly disabled: boolean
}

/** What all triggers of a flow have in common, read. Labels and inputs stay as written: they are rendered when it fires. */
export interface TriggerBasics {
  readonly flow: TriggerOwner
  readonly id: string
  readonly type: TriggerType
  /** As in the flow; independent of what a person said about its row. */
  readonly disabled: boolean
  readonly conditions: readonly Condition[]
  readonly when: string | null
  readonly labels: Value
  readonly inputs: ValueMap
  readonly stopAfter: readonly State[]
  readonly allowConcurrent: boolean
  readonly failOnTriggerError: boolean
  /** All properties as written. */
  readonly properties: ValueMap
}

export interface ScheduleTrigger extends TriggerBasics {
  readonly kind: 'schedule'
  readonly cron: string
  readonly withSeconds: boolean
  readonly timezone: string | null
  readonly recover: 'ALL' | 'LAST' | 'NONE'
  readonly lateMaximumDelayMs: number | null
}

export interface DatesTrigger extends TriggerBasics {
  readonly kind: 'dates'
  /** As written: a list, or an expression that gives one. */
  readonly dates: Value
  readonly timezone: string | null
  readonly recover: 'ALL' | 'LAST' | 'NONE'
}

export interface WebhookTrigger extends TriggerBasics {
  readonly kind: 'webhook'
  /** As written; may be an expression. Never shown. */
  readonly key: string
  readonly wait: boolean
  readonly returnOutputs: boolean
  readonly responseContentType: string | null
  readonly responseCode: number | null
}

export interface FlowTrigger extends TriggerBasics, FlowRule {
  readonly kind: 'flow'
}

export interface PollingTrigger extends TriggerBasics {
  readonly kind: 'polling'
  readonly intervalMs: number
}

export type Trigger = ScheduleTrigger | DatesTrigger | WebhookTrigger | FlowTrigger | PollingTrigger

/** A trigger of a stored flow that cannot be used: its type is gone, or its rules have changed since it was saved. */
export interface BrokenTrigger {
  readonly id: string
  readonly message: string
}

export interface FlowTriggers {
  readonly triggers: readonly Trigger[]
  readonly broken: readonly BrokenTrigger[]
}

/** Reads the triggers of a flow that was saved. */
export function compileTriggers(flow: Flow, catalogue: TriggerCatalogue): FlowTriggers {
  const triggers: Trigger[] = []
  const broken: BrokenTrigger[] = []
  for (const declaration of flow.triggers) {
    const type = catalogue.find(declaration.type)
    try {
      if (type === undefined) throw new PropertyError(`There is no trigger type \`${declaration.type}\`.`)
      triggers.push(compileTrigger(flow, declaration, type))
    } catch (error) {
      if (!(error instanceof PropertyError)) throw error
      broken.push({ id: declaration.id, message: error.message })
    }
  }
  return { triggers, broken }
}

/** What the engine would stumble over in a trigger that no single property can tell; null when there is nothing. */
export function triggerProblem(declaration: TriggerDeclaration, type: TriggerType): string | null {
  try {
    compileTrigger({ tenant: '', namespace: '', id: '', revision: 0, disabled: false }, declaration, type)
    return null
  } catch (error) {
    if (error instanceof PropertyError) return error.message
    throw error
  }
}

function compileTrigger(flow: TriggerOwner, declaration: TriggerDeclaration, type: TriggerType): Trigger {
  const { properties } = declaration
  switch (type.kind) {
    case 'schedule': {
      const given = renderProperties(SCHEDULE_PROPERTIES, properties, LITERAL_RENDERER)
      return {
        ...basics(flow, declaration, type, [...(given.conditions ?? []), ...(given.scheduleConditions ?? [])]),
        kind: 'schedule',
        cron: given.cron,
        withSeconds: given.withSeconds,
        timezone: given.timezone ?? null,
        recover: given.recoverMissedSchedules,
        lateMaximumDelayMs: given.lateMaximumDelay ?? null,
      }
    }
    case 'dates': {
      const given = renderProperties(DATES_PROPERTIES, properties, LITERAL_RENDERER)
      return {
        ...basics(flow, declaration, type, given.conditions),
        kind: 'dates',
        dates: given.dates,
        timezone: given.timezone ?? null,
        recover: given.recoverMissedSchedules,
      }
    }
    case 'webhook': {
      const given = renderProperties(WEBHOOK_PROPERTIES, properties, LITERAL_RENDERER)
      return {
        ...basics(flow, declaration, type, given.conditions),
        kind: 'webhook',
        key: given.key,
        wait: given.wait,
        returnOutputs: given.returnOutputs,
        responseContentType: given.responseContentType ?? null,
        responseCode: given.responseCode ?? null,
      }
    }
    case 'flow': {
      const given = renderProperties(FLOW_PROPERTIES, properties, LITERAL_RENDERER)
      const rule = compileFlowRule(given, flow)
      return { ...basics(flow, declaration, type, rule.simple), ...rule, kind: 'flow' }
    }
    case 'polling': {
      const { interval, conditions } = POLLING_PROPERTIES
      const given = renderProperties({ interval, conditions }, properties, LITERAL_RENDERER)
      return { ...basics(flow, declaration, type, given.conditions), kind: 'polling', intervalMs: given.interval }
    }
  }
}

function basics(
  flow: TriggerOwner,
  { id, disabled, properties }: TriggerDeclaration,
  type: TriggerType,
  conditions: readonly Condition[] = [],
): TriggerBasics {
  const common = renderProperties(COMMON_TRIGGER_PROPERTIES, properties, LITERAL_RENDERER)
  const inputs = properties.inputs ?? null
  return {
    flow,
    id,
    type,
    disabled,
    conditions,
    when: common.when ?? null,
    labels: common.labels ?? null,
    inputs: isMap(inputs) ? inputs : {},
    stopAfter: common.stopAfter ?? [],
    allowConcurrent: common.allowConcurrent,
    failOnTriggerError: common.failOnTriggerError,
    properties,
  }
}

/** True for triggers that have a row: those that are looked at by time. */
export function hasRow(trigger: Trigger): trigger is ScheduleTrigger | DatesTrigger | PollingTrigger {
  return trigger.kind === 'schedule' || trigger.kind === 'dates' || trigger.kind === 'polling'
}
