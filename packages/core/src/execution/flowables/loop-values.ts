import { JsonSyntaxError, parseJson } from '@countersign/expression'
import type { Value } from '../../json/value.ts'
import { describeValue, isList, toText } from '../../task/properties/value-text.ts'
import type { Rendering } from '../context/rendering.ts'

/**
 * The values that a loop goes over, as texts: each once, in order (engine.md 4.6; observed: fe-*). `raw` is a list, or a text
 * that renders to one. Values that are no texts become JSON text; booleans and decimals are values like others (deviation of
 * fe-bool-yaml: Kestra refuses them in a list).
 *
 * @throws Error that says what is wrong; PendingSignal
 */
export function renderLoopValues(raw: Value, rendering: Rendering): readonly string[] {
  const values = isList(raw) ? raw.map((item) => rendering.deep(item)) : listFromText(raw, rendering)
  const nulls = values.filter((value) => value === null).length
  if (nulls > 0) {
    throw new Error(`${nulls} of the ${values.length} values are null; a loop needs a value each time`)
  }
  return [...new Set(values.map(toText))]
}

function listFromText(raw: Value, rendering: Rendering): readonly Value[] {
  if (typeof raw !== 'string') throw new Error(`A loop goes over a list; its values are ${describeValue(raw)}`)
  const rendered = rendering.typed(raw)
  const parsed = typeof rendered === 'string' ? parse(rendered) : rendered
  if (isList(parsed)) return parsed
  throw new Error(`A loop goes over a list; its values are ${describeValue(parsed)}`)
}

function parse(text: string): Value {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error
    throw new Error(`A loop goes over a list, as a JSON text such as ["a", "b"]; its values are ${describeValue(text)}`)
  }
}
