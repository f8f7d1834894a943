import { toBase62 } from '../text/base62.ts'
import type { TemplateFunction } from './function.ts'
import { currentTime, randomBelow } from './outside.ts'

/** Seconds between 1970 and the start of KSUID time. */
const EPOCH_SECONDS = 1_400_000_000
const RANDOM_BYTES = 16

/**
 * A new KSUID: seconds and 128 random bits, which sorts by its time.
 *
 * @result text of 27 characters
 * @example {{ ksuid() | length }} → 27
 */
export const ksuid: TemplateFunction = {
  name: 'ksuid',
  parameters: [],
  apply(_, run) {
    let value = BigInt(Math.max(0, Math.floor(currentTime(run, 'ksuid') / 1000) - EPOCH_SECONDS))
    for (let count = 0; count < RANDOM_BYTES; count += 1) value = value * 256n + BigInt(randomBelow(256, run, 'ksuid'))
    return toBase62(value, 27)
  },
}
