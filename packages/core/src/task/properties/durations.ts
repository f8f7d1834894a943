import { durationToMs, readDuration } from '../../duration/duration.ts'
import { createProperty, type OptionalProperty } from './property-builder.ts'
import { isBlank, misfit, numericText, scalar } from './scalars.ts'

const SECONDS = /^[+-]?(\d+\.?\d*|\.\d+)$/
const ADVICE = 'Write an ISO 8601 duration such as PT30S, PT5M or P1D, or a number of seconds'

/** A duration, given as ISO 8601 text or as a number of seconds; rendered to milliseconds, never negative. */
export function durationProperty(): OptionalProperty<number> {
  return createProperty({
    schema: { type: 'string', format: 'duration' },
    convert: (raw, renderer, path) => {
      const value = scalar(raw, renderer)
      if (isBlank(value)) return undefined
      const text = numericText(value) ?? ''
      const milliseconds = SECONDS.test(text) ? Math.trunc(Number(text) * 1000) : millisecondsOf(text)
      if (milliseconds === null || !Number.isSafeInteger(milliseconds))
        throw misfit(path, value, 'is no duration', ADVICE)
      if (milliseconds < 0) throw misfit(path, value, 'is negative', 'Write a duration of zero or more')
      return milliseconds
    },
  })
}

function millisecondsOf(text: string): number | null {
  const duration = readDuration(text)
  return duration === null ? null : durationToMs(duration)
}
