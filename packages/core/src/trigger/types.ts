import { STATES } from '../execution/state.ts'
import { p } from '../task/properties/p.ts'
import { flowConditions, simpleConditions } from './conditions/registry.ts'
import { timeWindowProperty } from './flow/time-window.ts'
import { COMMON_TRIGGER_PROPERTIES, createTriggerCatalogue, TRIGGER_INPUTS, type TriggerType } from './trigger-type.ts'

const FOLDER = 'io.kestra.plugin.core.trigger'
const OLD_FOLDER = 'io.kestra.core.models.triggers.types'

const RECOVERIES = ['ALL', 'LAST', 'NONE'] as const

const conditions = simpleConditions().describe('All must hold for the trigger to fire.')

/** Properties of polling triggers beside their own. */
export const POLLING_PROPERTIES = {
  ...COMMON_TRIGGER_PROPERTIES,
  conditions,
  interval: p.duration().default(60_000).static().describe('How long to wait between two looks.'),
} as const

export const SCHEDULE_PROPERTIES = {
  ...COMMON_TRIGGER_PROPERTIES,
  conditions,
  scheduleConditions: simpleConditions().describe('Older name of `conditions`.'),
  cron: p
    .string()
    .mandatory()
    .static()
    .describe(
      'Five fields (six with seconds), or a nickname such as `@daily`. Days of the month and of the week both given: either.',
    ),
  withSeconds: p.boolean().default(false).static().describe('The first field is the second.'),
  timezone: p
    .string()
    .static()
    .describe('Zone of the cron expression, such as Europe/Paris; that of the server when left out.'),
  inputs: TRIGGER_INPUTS,
  lateMaximumDelay: p.duration().static().describe('Dates that are later than this are left out.'),
  recoverMissedSchedules: p
    .enum(RECOVERIES)
    .default('ALL')
    .static()
    .describe('What becomes of dates that were missed while the server did not run, or the trigger was disabled.'),
  backfill: p.any().static().describe('Has no effect; backfills are started by the API.'),
} as const

const schedule: TriggerType = {
  kind: 'schedule',
  type: `${FOLDER}.Schedule`,
  aliases: [`${OLD_FOLDER}.Schedule`],
  title: 'Start at certain times',
  description:
    'Starts an execution at every date of a cron expression. While one of its executions has not ended, the next one waits; dates that passed meanwhile are made up for one by one.',
  properties: SCHEDULE_PROPERTIES,
}

export const DATES_PROPERTIES = {
  ...COMMON_TRIGGER_PROPERTIES,
  conditions,
  dates: p
    .any()
    .mandatory()
    .static()
    .describe('Dates with their zone, such as 2026-01-31T09:00:00+01:00. May be an expression.'),
  timezone: p.string().static().describe('Zone of dates that have none.'),
  inputs: TRIGGER_INPUTS,
  recoverMissedSchedules: p
    .enum(RECOVERIES)
    .default('ALL')
    .static()
    .describe('What becomes of dates that were missed.'),
} as const

const scheduleOnDates: TriggerType = {
  kind: 'dates',
  type: `${FOLDER}.ScheduleOnDates`,
  aliases: [],
  title: 'Start at given dates',
  description: 'Starts an execution at each of its dates.',
  properties: DATES_PROPERTIES,
}

/** Longest key of a webhook (engine.md 6.4). */
export const MAX_WEBHOOK_KEY = 256

export const WEBHOOK_PROPERTIES = {
  ...COMMON_TRIGGER_PROPERTIES,
  conditions,
  key: p
    .secret()
    .mandatory()
    .static()
    .describe('The secret last part of the address. May be an expression, such as a secret.'),
  inputs: TRIGGER_INPUTS,
  wait: p.boolean().default(false).static().describe('Answer when the execution has ended.'),
  returnOutputs: p.boolean().default(false).static().describe('With `wait`: answer with the outputs of the flow.'),
  responseContentType: p
    .string()
    .static()
    .describe('Media type of answered outputs; text/plain gives the one output as it is.'),
  responseCode: p.int({ min: 200, max: 599 }).static().describe('Status of the answer; 200 when left out.'),
} as const

const webhook: TriggerType = {
  kind: 'webhook',
  type: `${FOLDER}.Webhook`,
  aliases: [`${OLD_FOLDER}.Webhook`],
  title: 'Start when an address is called',
  description:
    'Starts an execution for every GET, POST or PUT of its address. Whoever knows the key may call it: nobody is asked to log in.',
  properties: WEBHOOK_PROPERTIES,
}

const states = () => p.list(p.enum(STATES)).static()

const FILTER_FIELDS = ['FLOW_ID', 'NAMESPACE', 'STATE', 'EXPRESSION'] as const
const FILTER_TYPES = [
  'EQUAL_TO',
  'NOT_EQUAL_TO',
  'IN',
  'NOT_IN',
  'IS_TRUE',
  'IS_FALSE',
  'IS_NULL',
  'IS_NOT_NULL',
  'STARTS_WITH',
  'ENDS_WITH',
  'REGEX',
  'CONTAINS',
] as const

export const FILTER_SHAPE = {
  field: p.enum(FILTER_FIELDS).mandatory().static(),
  type: p.enum(FILTER_TYPES).mandatory().static(),
  value: p.string().static(),
  values: p.list(p.string()).static(),
} as const

const PRECONDITIONS_SHAPE = {
  id: p.string().mandatory().static().describe('Names the record of what has been true so far.'),
  timeWindow: timeWindowProperty,
  resetOnSuccess: p.boolean().default(true).static().describe('Forget what has been true once the trigger has fired.'),
  flows: p
    .list(
      p.object({
        namespace: p.string().mandatory().static(),
        flowId: p.string().static(),
        states: states(),
        labels: p.any().static(),
      }),
    )
    .static(),
  where: p
    .list(
      p.object({
        id: p.string().mandatory().static(),
        operand: p.enum(['AND', 'OR']).default('AND').static(),
        filters: p.list(p.object(FILTER_SHAPE)).mandatory().static(),
      }),
    )
    .static(),
} as const

const DEPENDENCY_SHAPE = {
  id: p.string().static(),
  namespace: p.string().static().describe('That of the flow with the trigger when left out.'),
  flowId: p.string().static(),
  states: states(),
  labels: p.any().static(),
  when: p.string().static().describe('An expression about the execution that must be true.'),
} as const

const DEPENDENCY_WINDOW_SHAPE = {
  deadline: p.string().static().describe('Time of day by which all must have happened.'),
  from: p.string().static().describe('Time of day from which on it counts.'),
  to: p.string().static().describe('Time of day until which it counts.'),
  every: p.duration().static().describe('Length of windows that follow each other.'),
  offset: p.duration().static().describe('How far such windows are shifted.'),
  lookback: p.duration().static().describe('How long what happened counts.'),
} as const

export const FLOW_PROPERTIES = {
  ...COMMON_TRIGGER_PROPERTIES,
  conditions: flowConditions().describe('All must hold for the trigger to fire.'),
  inputs: TRIGGER_INPUTS,
  states: states().describe('States to follow; those in which executions end or wait when left out.'),
  preconditions: p.object(PRECONDITIONS_SHAPE).static().describe('What must have happened within a time.'),
  dependsOn: p.list(p.object(DEPENDENCY_SHAPE)).static().describe('Executions of other flows that must have happened.'),
  window: p
    .object(DEPENDENCY_WINDOW_SHAPE)
    .static()
    .describe('Within which time `dependsOn` must happen; a day when left out.'),
  mode: p
    .enum(['ALL', 'ANY', 'AT_LEAST'])
    .default('ALL')
    .static()
    .describe('How many of `dependsOn` must have happened.'),
  minSatisfied: p.int({ min: 1 }).static().describe('How many, for the mode AT_LEAST.'),
} as const

const flow: TriggerType = {
  kind: 'flow',
  type: `${FOLDER}.Flow`,
  aliases: [`${OLD_FOLDER}.Flow`],
  title: 'Start after other flows',
  description: 'Starts an execution when executions of other flows change their state.',
  properties: FLOW_PROPERTIES,
}

/** The trigger types that the engine itself carries out. */
export const TRIGGER_TYPES: readonly TriggerType[] = [schedule, scheduleOnDates, webhook, flow]

/** A catalogue of just these. */
export const BUILTIN_TRIGGERS = createTriggerCatalogue(TRIGGER_TYPES)
