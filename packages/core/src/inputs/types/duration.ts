import { compareDurations, durationSeconds, readDuration } from '../../duration/duration.ts'
import type { Value } from '../../json/value.ts'
import { coerced, type InputKind, type InputProblem, refused } from '../input-kind.ts'
import { decimalValue } from '../numbers.ts'
import { toNumber } from '../range.ts'

const MUST = 'be an ISO-8601 duration such as `PT30M` or `P1D`'

/**
 * A span of time in ISO-8601. The value is the number of seconds, `300.0` for `PT5M` (observed/engine.md "DURATION"); a
 * number is taken as seconds, so that the value of one flow can be given to another.
 */
export const durationInput: InputKind = {
  type: 'DURATION',
  description: 'A span of time in ISO-8601, such as `PT30M` or `P1D`. The value is its number of seconds.',
  members: ['min', 'max'],
  isText: false,
  coerce: (raw) => {
    if (typeof raw !== 'string') {
      const seconds = toNumber(raw)
      return seconds === null ? refused(MUST) : coerced(decimalValue(String(seconds)))
    }
    const duration = readDuration(raw)
    return duration === null ? refused(MUST) : coerced(decimalValue(durationSeconds(duration)))
  },
  check: (value, { min, max }) => durationProblem(value, min, -1) ?? durationProblem(value, max, 1),
}

/** `side` is -1 for the lower bound and 1 for the upper one. */
function durationProblem(value: Value, bound: Value | undefined, side: -1 | 1): InputProblem | undefined {
  const seconds = toNumber(value)
  const limit = typeof bound === 'string' ? readDuration(bound) : null
  if (seconds === null || limit === null) return undefined
  const whole = Math.floor(seconds)
  const own = { seconds: whole, nanos: Math.round((seconds - whole) * 1e9) }
  if (compareDurations(own, limit) * side <= 0) return undefined
  return { code: 'INPUT_RANGE', must: `be at ${side < 0 ? 'least' : 'most'} ${String(bound)}` }
}
