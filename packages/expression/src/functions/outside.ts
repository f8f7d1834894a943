import { Fault } from '../errors/fault.ts'
import type { Run } from '../runtime/run.ts'

/** Milliseconds since the epoch. @throws Fault with `EXPRESSION_HOST` when the rendering was given no clock */
export function currentTime(run: Run, name: string): number {
  const { now } = run.context
  if (now === undefined) throw absent(name, 'clock')
  return now()
}

/** A version 7 UUID. @throws Fault with `EXPRESSION_HOST` when the rendering was given no source of ids */
export function newUuid(run: Run, name: string): string {
  const { uuid } = run.context
  if (uuid === undefined) throw absent(name, 'source of ids')
  return uuid()
}

/** An integer from 0 to `count`, exclusive. @throws Fault with `EXPRESSION_HOST` when the rendering was given no randomness */
export function randomBelow(count: number, run: Run, name: string): number {
  const { random } = run.context
  if (random === undefined) throw absent(name, 'source of random numbers')
  return Math.min(count - 1, Math.floor(random() * count))
}

function absent(name: string, what: string): Fault {
  return new Fault('EXPRESSION_HOST', `\`${name}\` needs a ${what}, and there is none here`)
}
