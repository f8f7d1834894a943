import { Fault } from '../errors/fault.ts'
import type { Datum } from '../value/datum.ts'

/** An error of a running jq program, with the value that `catch` gets. Never leaves the package. */
export class JqError extends Error {
  readonly value: Datum

  constructor(value: Datum) {
    super(typeof value === 'string' ? value : 'an error with a value')
    this.value = value
  }
}

/** The way out of a `label`. */
export class JqBreak extends Error {
  readonly label: object

  constructor(label: object) {
    super('break')
    this.label = label
  }
}

/** The fault that a jq program cannot be read. */
export function jqSyntaxFault(reason: string, at: number): Fault {
  return new Fault('EXPRESSION_VALUE', `The jq program is wrong at its character ${at + 1}: ${reason}`)
}
