import type { Value } from '../../json/value.ts'
import { PropertyError, type PropertyRenderer } from '../property.ts'
import { createProperty, type OptionalProperty } from './property-builder.ts'
import { describeValue, isList, isMap, isNumeric } from './value-text.ts'

/** A text. Numbers and booleans are taken as their text, as Kestra does. */
export function textProperty(): OptionalProperty<string> {
  return createProperty({
    schema: { type: 'string' },
    convert: (raw, renderer, path) => {
      if (typeof raw === 'string') return renderer.text(raw)
      if (raw === null || isList(raw) || isMap(raw)) throw misfit(path, raw, 'is no text', 'Write one text')
      return String(raw)
    },
  })
}

/**
 * A template that the task renders itself, with `context.render` and with variables that exist only then (a condition for each
 * line of a file). It reaches the task as it is written.
 */
export function templateProperty(): OptionalProperty<string> {
  return createProperty({
    schema: { type: 'string' },
    convert: (raw, _renderer, path) => {
      if (raw === null || isList(raw) || isMap(raw)) throw misfit(path, raw, 'is no text', 'Write one text')
      return String(raw)
    },
  })
}

/** A text that no message may show: passwords, tokens, addresses of webhooks. */
export function secretProperty(): OptionalProperty<string> {
  return createProperty({
    schema: { type: 'string', format: 'password', writeOnly: true },
    convert: (raw, renderer, path) => {
      if (typeof raw === 'string') return renderer.text(raw)
      if (raw === null || isList(raw) || isMap(raw))
        throw new PropertyError(`Property \`${path}\` is no text; write one text.`)
      return String(raw)
    },
  })
}

/**
 * True or false. Of texts `true` and `false` (also `True`, `TRUE` ...), `1` and `0`; other words are refused
 * (observed/expressions.md "Typed properties").
 */
export function booleanProperty(): OptionalProperty<boolean> {
  return createProperty({
    schema: { type: 'boolean' },
    convert: (raw, renderer, path) => {
      const value = scalar(raw, renderer)
      if (isBlank(value)) return undefined
      const word = String(value)
      if (/^(true|True|TRUE|1)$/.test(word)) return true
      if (/^(false|False|FALSE|0)$/.test(word)) return false
      throw misfit(path, value, 'is neither true nor false', 'Write true or false')
    },
  })
}

/** One of the given words, in exactly this spelling. */
export function choiceProperty<const T extends string>(choices: readonly T[]): OptionalProperty<T> {
  return createProperty<T>({
    schema: { type: 'string', enum: choices },
    convert: (raw, renderer, path) => {
      const value = scalar(raw, renderer)
      if (isBlank(value)) return undefined
      const choice = choices.find((candidate) => candidate === value)
      if (choice !== undefined) return choice
      throw misfit(path, value, 'is none of its values', `Write one of ${choices.join(', ')}`)
    },
  })
}

/** The rendered scalar; surrounding space of texts is dropped. */
export function scalar(raw: Value, renderer: PropertyRenderer): Value {
  const value = typeof raw === 'string' ? renderer.typed(raw) : raw
  return typeof value === 'string' ? value.trim() : value
}

/** True when a rendered scalar says nothing: null, the empty text, the word `null`. */
export function isBlank(value: Value): boolean {
  return value === null || value === '' || value === 'null'
}

/** The error of a value that does not fit: which property, what came, what fits. */
export function misfit(path: string, value: Value, what: string, advice: string): PropertyError {
  return new PropertyError(`Property \`${path}\`: ${describeValue(value)} ${what}. ${advice}.`)
}

/** The text of a number or numeric text; undefined for everything else. */
export function numericText(value: Value): string | undefined {
  if (isNumeric(value)) return String(value)
  return typeof value === 'string' ? value : undefined
}
