import {
  anyCondition,
  createCronRecurrence,
  createListRecurrence,
  type DatesTrigger,
  isList,
  PropertyError,
  readInstant,
  type ScheduleRule,
  type ScheduleTrigger,
  saysYes,
  testConditions,
  toText,
  type ValueMap,
  zonedText,
} from '@countersign/core'
import type { Eye } from './trigger-sight.ts'

type TimedTrigger = ScheduleTrigger | DatesTrigger

/**
 * The dates of a schedule with its conditions, tested against each date.
 * @throws PropertyError when the dates of a list are none
 */
export function scheduleRule(trigger: TimedTrigger, eye: Eye, serverZone: string): ScheduleRule {
  const zone = zoneOf(trigger, eye, serverZone)
  const recurrence =
    trigger.kind === 'schedule'
      ? createCronRecurrence(trigger.cron, trigger.withSeconds, zone)
      : createListRecurrence(datesOf(trigger, eye, zone))
  const { conditions, when } = trigger
  const unconditional = conditions.length === 0 && when === null
  const wantsNeighbours = /\b(next|previous)\b/.test(JSON.stringify([trigger.properties.conditions, when]) ?? '')
  const variables = (at: number): ValueMap => {
    if (!wantsNeighbours) return { date: zonedText(at, zone) }
    const [next, previous] = [recurrence.next(at), recurrence.previous(at)]
    return {
      date: zonedText(at, zone),
      ...(next === null ? {} : { next: zonedText(next, zone) }),
      ...(previous === null ? {} : { previous: zonedText(previous, zone) }),
    }
  }
  return {
    recurrence,
    zone,
    perDay: when === null && !anyCondition(conditions, (type) => !type.perDay && !isJoin(type.type)),
    recover: trigger.recover,
    lateMaximumDelayMs: trigger.kind === 'schedule' ? trigger.lateMaximumDelayMs : null,
    holds(at) {
      if (unconditional) return true
      const seen = variables(at)
      const context = eye.context({ trigger: seen, schedule: seen })
      return testConditions(conditions, context) && (when === null || saysYes(context.renderer.text(when)))
    },
  }
}

/** Not and Or say nothing about dates themselves; what is inside them counts. */
function isJoin(type: string): boolean {
  return type.endsWith('.Not') || type.endsWith('.Or')
}

function zoneOf(trigger: TimedTrigger, eye: Eye, serverZone: string): string {
  const { timezone } = trigger
  if (timezone === null) return serverZone
  return trigger.kind === 'dates' ? eye.rendering({}).text(timezone) : timezone
}

/** Dates as a list, or as an expression that gives one; each may be an expression too. Whole seconds, as in Kestra. */
function datesOf({ dates }: DatesTrigger, eye: Eye, zone: string): readonly number[] {
  const rendering = eye.rendering({})
  const list = typeof dates === 'string' ? rendering.typed(dates) : rendering.deep(dates)
  if (!isList(list)) throw new PropertyError('`dates` must be a list of dates, or an expression that gives one.')
  return list.map((date) => {
    try {
      return Math.floor(readInstant(toText(date), zone) / 1_000) * 1_000
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      throw new PropertyError(`\`${toText(date)}\` is no date; write one such as 2026-01-31T09:00:00+01:00.`)
    }
  })
}
