import { createProperty, type OptionalProperty } from './property-builder.ts'
import { isBlank, misfit, numericText, scalar } from './scalars.ts'

/** Inclusive bounds. */
export interface NumberBounds {
  readonly min?: number
  readonly max?: number
}

const INT_MIN = -(2 ** 31)
const INT_MAX = 2 ** 31 - 1
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

/**
 * An integer; 32 bits unless `bounds` say otherwise. A decimal is cut towards zero (`1.5` is 1), as Kestra does.
 */
export function integerProperty(bounds: NumberBounds = {}): OptionalProperty<number> {
  const { min = INT_MIN, max = INT_MAX } = bounds
  return createProperty({
    schema: { type: 'integer', minimum: min, maximum: max },
    convert: (raw, renderer, path) => {
      const value = scalar(raw, renderer)
      if (isBlank(value)) return undefined
      const text = numericText(value)
      if (text === undefined || !NUMBER.test(text)) throw misfit(path, value, 'is no integer', 'Write digits')
      const number = Math.trunc(Number(text)) + 0
      if (number >= min && number <= max) return number
      throw misfit(path, value, 'is out of range', `Write an integer from ${min} to ${max}`)
    },
  })
}

/** A number with or without decimals, as a JavaScript number. */
export function decimalProperty(bounds: NumberBounds = {}): OptionalProperty<number> {
  const { min = -Number.MAX_VALUE, max = Number.MAX_VALUE } = bounds
  return createProperty({
    schema: {
      type: 'number',
      ...(bounds.min === undefined ? {} : { minimum: min }),
      ...(bounds.max === undefined ? {} : { maximum: max }),
    },
    convert: (raw, renderer, path) => {
      const value = scalar(raw, renderer)
      if (isBlank(value)) return undefined
      const text = numericText(value)
      if (text === undefined || !NUMBER.test(text))
        throw misfit(path, value, 'is no number', 'Write a number such as 1.5')
      const number = Number(text)
      if (number >= min && number <= max) return number
      throw misfit(path, value, 'is out of range', `Write a number from ${min} to ${max}`)
    },
  })
}
