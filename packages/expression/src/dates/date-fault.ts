import { Fault } from '../errors/fault.ts'

/** The fault that a text, format or zone of a date cannot be used. */
export function dateFault(reason: string, hint?: string): Fault {
  return new Fault('EXPRESSION_VALUE', reason, { hint })
}

/** Runs work on dates; what the calendar cannot represent becomes a fault. */
export function withinCalendar<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RangeError) throw dateFault('A date lies outside of what can be represented')
    throw error
  }
}
