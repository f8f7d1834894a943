import { Fault } from '../errors/fault.ts'

/** The fault that a text is no regular expression. */
export function regexFault(reason: string, at: number): Fault {
  return new Fault('EXPRESSION_ARGUMENT', `The regular expression is wrong at its character ${at + 1}: ${reason}`)
}
